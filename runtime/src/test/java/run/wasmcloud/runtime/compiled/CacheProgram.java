package run.wasmcloud.runtime.compiled;

import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.wasmtime.Wat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A process that wants modules from a folder again and again, in an order of its own, and prints
 * what has become of it.
 *
 * <p>Arguments: the folder, the most bytes in it, how many modules, how often each.
 */
final class CacheProgram {
    private CacheProgram() {}

    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        try (var sandbox = Sandbox.open(SandboxSettings.forGuests(1), List.of());
                var compiler = new InProcessCompiler(sandbox.codeSettings())) {
            var modules =
                    new CompiledModules(
                            sandbox,
                            compiler,
                            CompiledFixture.seal("key"),
                            FormFolder.open(folder, Long.parseLong(arguments[1])),
                            FormArchive.none());
            System.out.println("ready");
            System.in.read();
            for (var number : numbers(arguments)) {
                loadOrCompile(modules, wasm(number)).close();
            }
            System.out.println(modules.counts());
            System.out.println(names(folder));
        }
    }

    private static List<Integer> numbers(String[] arguments) {
        var numbers = new ArrayList<Integer>();
        for (var i = 0; i < Integer.parseInt(arguments[3]); i++) {
            for (var j = 0; j < Integer.parseInt(arguments[2]); j++) {
                numbers.add(j);
            }
        }
        Collections.shuffle(numbers, new Random(ProcessHandle.current().pid()));
        return numbers;
    }

    private static byte[] wasm(int number) {
        return Wat.toWasm(
                "(module (memory (export \"memory\") 1) (func (export \"_start\") (drop (i32.const %d))))"
                        .formatted(number));
    }

    private static CompiledModule loadOrCompile(CompiledModules modules, byte[] wasm) {
        return modules.load(ModuleHash.of(wasm))
                .orElseGet(() -> modules.compile(wasm, CompiledFixture.LIMITS));
    }

    private static List<Path> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(Path::getFileName).toList();
        }
    }
}
