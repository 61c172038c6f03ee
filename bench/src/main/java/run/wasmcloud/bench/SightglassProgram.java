package run.wasmcloud.bench;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.FunctionType;
import run.wasmcloud.runtime.Grants;
import run.wasmcloud.runtime.GuestClock;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestLog;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.GuestRandom;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.GuestThreads;
import run.wasmcloud.runtime.HostFunction;
import run.wasmcloud.runtime.HostLibrary;
import run.wasmcloud.runtime.Run;
import run.wasmcloud.runtime.RunRequest;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.wasi.FileTree;
import run.wasmcloud.wasi.Wasi;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;

/**
 * Runs one of Sightglass's programs in the sandbox and prints the processor time between its {@code
 * bench.start} and {@code bench.end}, in nanoseconds, a line a run.
 *
 * <p>Arguments: the module, the folder with its input, runs.
 */
public final class SightglassProgram {
    private final Marks marks = new Marks();
    private final Sandbox sandbox =
            Sandbox.open(SandboxSettings.forGuests(4), List.of(new Wasi(), marks));

    private SightglassProgram() {}

    /** Measures. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        var program = new SightglassProgram();
        var module = program.sandbox.compile(Files.readAllBytes(Path.of(arguments[0])));
        var request = request(files(Path.of(arguments[1])));
        var runs = Integer.parseInt(arguments[2]);
        var thread =
                GuestThreads.factory(program.sandbox)
                        .newThread(() -> program.measure(module, request, runs));
        thread.start();
        thread.join();
    }

    private static FileTree files(Path folder) throws IOException {
        var files = new HashMap<String, byte[]>();
        try (var entries = Files.list(folder)) {
            for (var file : entries.filter(Files::isRegularFile).toList()) {
                if (file.toString().contains(".input")) {
                    files.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        }
        return FileTree.of(files, Instant.EPOCH);
    }

    private static RunRequest request(FileTree files) {
        return new RunRequest(
                limits(),
                GuestStrings.of(List.of("benchmark.wasm")),
                GuestStrings.none(),
                GuestInput.empty(),
                GuestOutput.discarding(),
                GuestOutput.discarding(),
                GuestClock.system(),
                GuestRandom.secure(),
                GuestLog.discarding(),
                Grants.none().with(FileTree.class, files));
    }

    private static RunLimits limits() {
        return Plan.PAID
                .limits()
                .run()
                .withFuel(1_000_000_000_000L)
                .withWallTime(Duration.ofMinutes(5));
    }

    private void measure(CompiledModule module, RunRequest request, int runs) {
        for (int i = 0; i < runs; i++) {
            var outcome = sandbox.run(module, request).outcome();
            if (!(outcome instanceof Outcome.Completed) || marks.ended <= marks.started) {
                throw new IllegalStateException("the program ended as " + outcome);
            }
            System.out.println(marks.ended - marks.started);
        }
    }

    /** The two functions by which a program says what of it is to be measured. */
    private static final class Marks implements HostLibrary<Marks> {
        private long started;
        private long ended;

        @Override
        public List<HostFunction<Marks>> functions() {
            return List.of(
                    mark("start", (marks, _) -> marks.started = now()),
                    mark("end", (marks, _) -> marks.ended = now()));
        }

        private static HostFunction<Marks> mark(String name, HostFunction.Body<Marks> body) {
            return new HostFunction<>("bench", name, FunctionType.taking(), "a mark", body);
        }

        private static long now() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        @Override
        public Marks open(Run run) {
            return this;
        }
    }
}
