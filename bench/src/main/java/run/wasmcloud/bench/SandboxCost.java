package run.wasmcloud.bench;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.GuestClock;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.GuestRandom;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.GuestThreads;
import run.wasmcloud.runtime.RunRequest;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.wasi.Wasi;
import run.wasmcloud.wasmtime.Wat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints what one run costs, in nanoseconds of processor time, a line a round: processor time is
 * nearly the same however busy the machine is.
 *
 * <p>Arguments: the module (WebAssembly or its text), rounds, runs a round.
 */
public final class SandboxCost {
    private final Sandbox sandbox =
            Sandbox.open(SandboxSettings.forGuests(64), List.of(new Wasi()));
    private final RunRequest request =
            new RunRequest(
                    Plan.PAID.limits().defaultRun(),
                    GuestStrings.of(List.of("hello")),
                    GuestStrings.of(List.of("REQUEST_METHOD=GET", "PATH_INFO=/", "QUERY_STRING=")),
                    GuestInput.empty(),
                    GuestOutput.discarding(),
                    GuestOutput.discarding(),
                    GuestClock.system(),
                    GuestRandom.secure());

    private SandboxCost() {}

    /** Measures. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        var cost = new SandboxCost();
        var module = cost.sandbox.compile(wasm(Path.of(arguments[0])));
        var rounds = Integer.parseInt(arguments[1]);
        var runs = Integer.parseInt(arguments[2]);
        var thread =
                GuestThreads.factory(cost.sandbox)
                        .newThread(() -> cost.measure(module, rounds, runs));
        thread.start();
        thread.join();
    }

    static byte[] wasm(Path file) throws IOException {
        return file.toString().endsWith(".wat")
                ? Wat.toWasm(Files.readString(file))
                : Files.readAllBytes(file);
    }

    private void measure(CompiledModule module, int rounds, int runs) {
        var threads = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < rounds; round++) {
            var start = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < runs; i++) {
                require(sandbox.run(module, request).outcome());
            }
            System.out.println((double) (threads.getCurrentThreadCpuTime() - start) / runs);
        }
    }

    private static void require(Outcome outcome) {
        if (!(outcome instanceof Outcome.Completed)) {
            throw new IllegalStateException("the guest ended as " + outcome);
        }
    }
}
