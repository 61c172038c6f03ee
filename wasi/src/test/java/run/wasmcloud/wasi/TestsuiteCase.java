package run.wasmcloud.wasi;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.Outcome;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * A test of the suite with what its specification says.
 *
 * @param name the suite's and the file's
 * @param environment {@code KEY=value} each
 * @param root the folder that it is given as {@code /}, null when there is none
 * @param stdout what it must write, null when that does not matter
 * @see <a href="https://github.com/WebAssembly/wasi-testsuite/blob/main/doc/specification.md">the
 *     suite's specification</a>
 */
record TestsuiteCase(
        String name,
        Path wasm,
        List<String> arguments,
        List<String> environment,
        @Nullable Path root,
        Outcome outcome,
        @Nullable String stdout) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MADE_BY_TESTS = ".cleanup";

    static TestsuiteCase read(Path wasm) throws IOException {
        var base = wasm.getFileName().toString().replaceFirst("\\.wasm$", "");
        var specification = specification(wasm.resolveSibling(base + ".json"));
        var arguments = new ArrayList<>(List.of(base + ".wasm"));
        specification.path("args").forEach(each -> arguments.add(each.asString()));
        var environment =
                specification.path("env").properties().stream()
                        .map(each -> each.getKey() + "=" + each.getValue().asString())
                        .toList();
        var root = specification.path("root").asString("");
        var status = specification.path("exit_code").asInt(0);
        return new TestsuiteCase(
                language(wasm) + "/" + base,
                wasm,
                arguments,
                environment,
                root.isEmpty() ? null : wasm.resolveSibling(root),
                status == 0 ? new Outcome.Completed() : new Outcome.Exited(status),
                specification.has("stdout") ? specification.path("stdout").asString() : null);
    }

    private static JsonNode specification(Path json) throws IOException {
        return JSON.readTree(Files.exists(json) ? Files.readString(json) : "{}");
    }

    /** Tests lie below {@code tests/LANGUAGE/testsuite/VERSION}. */
    private static String language(Path wasm) {
        return wasm.getName(wasm.getNameCount() - 4).toString();
    }

    /** Returns the files of its folder, without those that tests left there. */
    FileTree files() throws IOException {
        var folder = requireNonNull(root, "the test has a folder");
        var files = new HashMap<String, byte[]>();
        try (var found = Files.walk(folder)) {
            for (var file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                if (!file.toString().endsWith(MADE_BY_TESTS)) {
                    files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
        }
        return FileTree.of(files, Instant.now());
    }
}
