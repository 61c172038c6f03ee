package run.wasmcloud.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.GuestClock;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.GuestRandom;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.RunRequest;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.wasi.Wasi;
import run.wasmcloud.wasmtime.Wat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What one sandbox costs by itself: store, limits, instance, run, receipt. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@SuppressWarnings("NullAway.Init") // JMH calls open() before anything else.
public class SandboxBenchmark {
    private static final int CALLS_OF_MANY = 10_010;

    private Sandbox sandbox;
    private CompiledModule hello;
    private CompiledModule tenCalls;
    private CompiledModule manyCalls;
    private RunRequest request;

    @Setup(Level.Trial)
    public void open() throws IOException {
        sandbox = Sandbox.open(SandboxSettings.forGuests(64), List.of(new Wasi()));
        hello = sandbox.compile(Files.readAllBytes(Path.of("examples", "hello", "hello.wasm")));
        tenCalls = sandbox.compile(guest(10));
        manyCalls = sandbox.compile(guest(CALLS_OF_MANY));
        request =
                new RunRequest(
                        Plan.PAID.limits().defaultRun(),
                        GuestStrings.of(List.of("hello")),
                        GuestStrings.of(
                                List.of("REQUEST_METHOD=GET", "PATH_INFO=/", "QUERY_STRING=")),
                        GuestInput.empty(),
                        GuestOutput.discarding(),
                        GuestOutput.discarding(),
                        GuestClock.system(),
                        GuestRandom.secure());
        require(sandbox.run(hello, request));
    }

    private static byte[] guest(int calls) {
        return Wat.toWasm(
                """
                (module
                  (import "wasi_snapshot_preview1" "environ_sizes_get" (func $sizes (param i32 i32) (result i32)))
                  (memory (export "memory") 2)
                  (func (export "_start") (local $i i32)
                    (loop $again
                      (drop (call $sizes (i32.const 0) (i32.const 4)))
                      (local.set $i (i32.add (local.get $i) (i32.const 1)))
                      (br_if $again (i32.lt_u (local.get $i) (i32.const %d))))))
                """
                        .formatted(calls));
    }

    private static Receipt require(Receipt receipt) {
        if (!(receipt.outcome() instanceof Outcome.Completed)) {
            throw new IllegalStateException("the guest ended as " + receipt.outcome());
        }
        return receipt;
    }

    @TearDown(Level.Trial)
    public void close() {
        hello.close();
        tenCalls.close();
        manyCalls.close();
        sandbox.close();
    }

    /** A 2-page guest with two host calls, from store to receipt. */
    @Benchmark
    public Receipt helloFromStoreToReceipt() {
        return require(sandbox.run(hello, request));
    }

    /** A 2-page guest with ten host calls: performance's row "sandbox alone". */
    @Benchmark
    public Receipt tenHostCallsFromStoreToReceipt() {
        return require(sandbox.run(tenCalls, request));
    }

    /**
     * Ten thousand host calls more: the difference to the above, divided by ten thousand, is the
     * price of one.
     */
    @Benchmark
    public Receipt tenThousandHostCalls() {
        return require(sandbox.run(manyCalls, request));
    }
}
