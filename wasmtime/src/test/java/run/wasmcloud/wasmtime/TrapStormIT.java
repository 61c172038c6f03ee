package run.wasmcloud.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Wasmtime's signal handlers and the JVM's live in one process: guests trap in every way on many
 * threads while Java provokes its own signals and stack overflows, and garbage is collected.
 */
class TrapStormIT {
    private static final int GUEST_THREADS = 8;
    private static final int ROUNDS = 90;
    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);
    private static final String GUEST =
            """
            (module
              (import "host" "recurse" (func $host))
              (import "host" "fail" (func $fail))
              (type $nothing (func))
              (type $number (func (result i32)))
              (memory (export "memory") 1)
              (table $t 4 funcref)
              (elem (i32.const 1) $one)
              (func $one (result i32) (i32.const 1))
              (func (export "MEMORY_OUT_OF_BOUNDS") (drop (i32.load (i32.const -8))))
              (func (export "UNREACHABLE_CODE_REACHED") unreachable)
              (func (export "INTEGER_DIVISION_BY_ZERO") (drop (i32.div_s (i32.const 1) (i32.const 0))))
              (func (export "INTEGER_OVERFLOW")
                (drop (i32.div_s (i32.const 0x80000000) (i32.const -1))))
              (func (export "BAD_CONVERSION_TO_INTEGER") (drop (i32.trunc_f64_s (f64.const nan))))
              (func (export "INDIRECT_CALL_TO_NULL") (call_indirect (type $nothing) (i32.const 0)))
              (func (export "BAD_SIGNATURE") (call_indirect (type $nothing) (i32.const 1)))
              (func (export "TABLE_OUT_OF_BOUNDS") (call_indirect (type $nothing) (i32.const 9)))
              (func $deep (export "STACK_OVERFLOW") (call $deep))
              (func $hosted (export "STACK_OVERFLOW with host calls") (call $host) (call $hosted))
              (func (export "OUT_OF_FUEL") (loop $l (br $l)))
              (func (export "INTERRUPT") (loop $l (br $l)))
              (func (export "failing host") (call $fail))
              (func (export "refused growth") (if (i32.ne (memory.grow (i32.const 100)) (i32.const -1))
                (then unreachable))))
            """;
    private static final List<String> KINDS =
            List.of(
                    "MEMORY_OUT_OF_BOUNDS",
                    "UNREACHABLE_CODE_REACHED",
                    "INTEGER_DIVISION_BY_ZERO",
                    "INTEGER_OVERFLOW",
                    "BAD_CONVERSION_TO_INTEGER",
                    "INDIRECT_CALL_TO_NULL",
                    "BAD_SIGNATURE",
                    "TABLE_OUT_OF_BOUNDS",
                    "STACK_OVERFLOW",
                    "STACK_OVERFLOW with host calls",
                    "OUT_OF_FUEL",
                    "INTERRUPT",
                    "failing host",
                    "refused growth");

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong overflows = new AtomicLong();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void reportsEveryTrapWhileJavaHasItsOwnFaultsAndGarbage(boolean signals) throws Exception {
        var config =
                EngineConfig.defaults()
                        .signalsBasedTraps(signals)
                        .consumeFuel(true)
                        .epochInterruption(true)
                        .pooling(
                                PoolingConfig.defaults()
                                        .instances(2 * GUEST_THREADS)
                                        .totalStacks(0));
        try (var engine = Engine.create(config);
                var linker = linker(engine);
                var module = Module.compile(engine, Wat.toWasm(GUEST));
                var pre = linker.instantiatePre(module);
                var threads = threads(engine)) {
            var disturbers = disturb(threads, engine);
            try {
                assertThat(traps(threads, pre))
                        .isEqualTo((long) GUEST_THREADS * ROUNDS * KINDS.size());
            } finally {
                over.set(true);
            }
            for (var disturber : disturbers) {
                assertThat(disturber.get(10, TimeUnit.SECONDS)).isPositive();
            }
            assertThat(overflows).hasPositiveValue();
        }
    }

    private static ExecutorService threads(Engine engine) {
        return Executors.newCachedThreadPool(
                task -> new Thread(null, task, "storm", engine.requiredStack()));
    }

    private Linker linker(Engine engine) {
        var linker = Linker.create(engine);
        linker.define("host", "recurse", FuncType.of(), call -> call.memory().getInt(0));
        linker.define("host", "fail", FuncType.of(), call -> overflow());
        return linker;
    }

    private static long traps(ExecutorService threads, InstancePre pre) throws Exception {
        var guests = new ArrayList<Future<Long>>();
        for (var i = 0; i < GUEST_THREADS; i++) {
            guests.add(threads.submit(() -> guest(pre)));
        }
        var sum = 0L;
        for (var guest : guests) {
            sum += guest.get(TIME_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
        return sum;
    }

    private static long guest(InstancePre pre) {
        var count = 0L;
        for (var round = 0; round < ROUNDS; round++) {
            for (var kind : KINDS) {
                try (var store = Store.create(pre.module().engine())) {
                    store.limits(StoreLimits.DEFAULTS.withMemoryBytes(1 << 20));
                    store.fuel(kind.equals("OUT_OF_FUEL") ? 1000 : Long.MAX_VALUE / 2);
                    store.epochDeadline(kind.equals("INTERRUPT") ? 1 : 1_000_000_000);
                    var expected =
                            Map.of("failing host", "StackOverflowError", "refused growth", "none")
                                    .getOrDefault(kind, kind.replace(" with host calls", ""));
                    assertThat(end(pre.instantiate(store).func(kind).orElseThrow()))
                            .isEqualTo(expected);
                    count++;
                }
            }
        }
        return count;
    }

    private static String end(Func function) {
        try {
            function.run();
            return "none";
        } catch (TrapException e) {
            return e.code().name();
        } catch (StackOverflowError e) {
            return "StackOverflowError";
        }
    }

    private List<Future<Long>> disturb(ExecutorService threads, Engine engine) {
        List<Callable<Long>> tasks =
                List.of(
                        () -> repeat(1, TrapStormIT::nullPointer),
                        () -> repeat(5, this::overflowed),
                        () -> repeat(25, TrapStormIT::garbage),
                        () -> repeat(1, engine::incrementEpoch));
        return tasks.stream().map(threads::submit).toList();
    }

    /** Repeats a disturbance, with pauses so that the guests get some of the machine. */
    private long repeat(int pauseMillis, Runnable disturbance) {
        var count = 0L;
        while (!over.get()) {
            disturbance.run();
            LockSupport.parkNanos(Duration.ofMillis(pauseMillis).toNanos());
            count++;
        }
        return count;
    }

    private static void nullPointer() {
        for (var i = 0; i < 1000; i++) {
            try {
                assertThat(length(i % 2 == 0 ? null : "text")).isEqualTo(4);
            } catch (NullPointerException e) {
                assertThat(i % 2).isZero();
            }
        }
    }

    @SuppressWarnings("NullAway") // The null pointer is the point: the JVM finds it by a signal.
    private static int length(@Nullable String text) {
        return text.length();
    }

    private void overflowed() {
        try {
            overflow();
        } catch (StackOverflowError e) {
            overflows.incrementAndGet();
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static void overflow() {
        overflow();
    }

    private static void garbage() {
        var chunks = new ArrayList<byte[]>();
        for (var i = 0; i < 64; i++) {
            chunks.add(new byte[64 << 10]);
        }
        assertThat(chunks).hasSize(64);
        System.gc();
    }
}
