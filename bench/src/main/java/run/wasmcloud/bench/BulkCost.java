package run.wasmcloud.bench;

import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.runtime.bulk.BulkOperations;
import run.wasmcloud.wasmtime.Engine;
import run.wasmcloud.wasmtime.Func;
import run.wasmcloud.wasmtime.Linker;
import run.wasmcloud.wasmtime.Module;
import run.wasmcloud.wasmtime.Store;
import run.wasmcloud.wasmtime.Wat;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints what a {@code memory.copy} and a {@code memory.fill} of few bytes cost as a module has
 * them, and through the functions that cut long ones: processor time of an operation with the loop
 * around it, in nanoseconds, the medians of rounds that alternate.
 *
 * <p>Arguments: rounds, operations a round.
 */
public final class BulkCost {
    private static final List<Integer> SIZES = List.of(8, 64, 512, 4_096, 65_536, 1_048_576);
    private static final long MOST_BYTES_A_ROUND = 1L << 31;
    private static final byte[] WASM =
            Wat.toWasm(
                    """
                    (module
                      (memory (export "memory") 64)
                      (func (export "copy") (param $times i32) (param $count i32)
                        (loop $again
                          (memory.copy (i32.const 2097152) (i32.const 0) (local.get $count))
                          (br_if $again
                            (local.tee $times (i32.sub (local.get $times) (i32.const 1))))))
                      (func (export "fill") (param $times i32) (param $count i32)
                        (loop $again
                          (memory.fill (i32.const 2097152) (i32.const 1) (local.get $count))
                          (br_if $again
                            (local.tee $times (i32.sub (local.get $times) (i32.const 1)))))))
                    """);

    private final int rounds;
    private final int operations;

    private BulkCost(int rounds, int operations) {
        this.rounds = rounds;
        this.operations = operations;
    }

    /** Measures. */
    public static void main(String... arguments) throws InterruptedException {
        var cost = new BulkCost(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        try (var sandbox = Sandbox.open(SandboxSettings.forGuests(1), List.of());
                var engine = Engine.create(sandbox.codeSettings().config());
                var cut = BulkOperations.cut(ByteBuffer.wrap(WASM)).orElseThrow();
                var plain = Module.compile(engine, WASM);
                var pieces = Module.compile(engine, cut.wasm(), 0, cut.length())) {
            var thread =
                    Thread.ofPlatform()
                            .stackSize(engine.requiredStack())
                            .start(() -> cost.measure(engine, plain, pieces));
            thread.join();
        }
    }

    private void measure(Engine engine, Module plain, Module pieces) {
        System.out.println("| operation | bytes | as uploaded, ns | cut, ns | more, ns |");
        System.out.println("|---|---|---|---|---|");
        for (var operation : List.of("copy", "fill")) {
            for (var size : SIZES) {
                measure(engine, plain, pieces, operation, size);
            }
        }
    }

    private void measure(Engine engine, Module plain, Module pieces, String operation, int size) {
        var before = new double[rounds];
        var after = new double[rounds];
        for (var i = 0; i < rounds; i++) {
            before[i] = nanos(engine, plain, operation, size);
            after[i] = nanos(engine, pieces, operation, size);
        }
        System.out.printf(
                Locale.ROOT,
                "| memory.%s | %d | %.1f | %.1f | %.1f |%n",
                operation,
                size,
                median(before),
                median(after),
                median(after) - median(before));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private double nanos(Engine engine, Module module, String operation, int size) {
        var times = Math.clamp(MOST_BYTES_A_ROUND / size, 100, operations);
        try (var linker = Linker.create(engine);
                var instances = linker.instantiatePre(module);
                var store = Store.create(engine)) {
            store.fuel(Long.MAX_VALUE);
            store.epochDeadline(1_000_000);
            var function = instances.instantiate(store).func(operation).orElseThrow();
            function.call(100, size);
            return nanos(function, times, size) / times;
        }
    }

    private static double nanos(Func function, int times, int size) {
        var threads = ManagementFactory.getThreadMXBean();
        var start = threads.getCurrentThreadCpuTime();
        function.call(times, size);
        return threads.getCurrentThreadCpuTime() - start;
    }
}
