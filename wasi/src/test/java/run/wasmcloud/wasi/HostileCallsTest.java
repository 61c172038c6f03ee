package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.runtime.GuestFault;
import run.wasmcloud.runtime.GuestRequest;
import run.wasmcloud.runtime.HostFunction;
import run.wasmcloud.runtime.RunEnded;
import run.wasmcloud.runtime.ValueType;
import run.wasmcloud.runtime.WasmtimeGuests;
import run.wasmcloud.wasmtime.Wat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Whatever a guest passes, a call answers an error, traps, or ends the run; nothing else. */
class HostileCallsTest {
    private static final List<HostFunction<WasiRun>> FUNCTIONS = new Wasi().functions();
    private static final int MOST_PARAMETERS = 9;
    private static final long[] INTERESTING = {
        0,
        1,
        2,
        3,
        4,
        5,
        6,
        8,
        16,
        64,
        128,
        255,
        1024,
        1025,
        4095,
        4096,
        65_535,
        65_536,
        Caller.MEMORY_BYTES - 8,
        Caller.MEMORY_BYTES - 1,
        Caller.MEMORY_BYTES,
        Caller.MEMORY_BYTES + 1,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        -1,
        -2,
        -8,
        -64,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    /** A call: which function, and more arguments than any takes. */
    record Call(int function, List<Long> arguments) {
        HostFunction<WasiRun> declared() {
            return FUNCTIONS.get(function);
        }

        void by(Caller guest) {
            var declared = declared();
            var count = declared.type().parameters().size();
            guest.call(declared, arguments.stream().limit(count).mapToLong(each -> each).toArray());
        }
    }

    @Provide
    Arbitrary<List<Call>> calls() {
        var values = Arbitraries.of(Arrays.stream(INTERESTING).boxed().toList());
        var argument =
                Arbitraries.frequencyOf(Tuple.of(4, values), Tuple.of(1, Arbitraries.longs()));
        return Arbitraries.integers()
                .between(0, FUNCTIONS.size() - 1)
                .flatMap(
                        function ->
                                argument.list()
                                        .ofSize(MOST_PARAMETERS)
                                        .map(arguments -> new Call(function, arguments)))
                .list()
                .ofSize(60);
    }

    @Property(tries = 300)
    void callsAnswerTrapOrEndTheRun(@ForAll("calls") List<Call> calls) {
        var guest = new Caller(Caller.LIMITS.withWallTime(Duration.ofMillis(500)));
        fillMemory(guest);
        guest.createClosed(Caller.TMP, "file");
        for (var call : calls) {
            try {
                call.by(guest);
            } catch (GuestFault | RunEnded expected) {
                assertThat(expected).hasNoCause();
            }
        }
    }

    /** Paths, vectors and subscriptions of all sorts, wherever a pointer may lead. */
    private static void fillMemory(Caller guest) {
        var paths = "file\0../a/./b//tmp/x".getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at + 64 < 8192; at += 64) {
            guest.memory.storeInt(at, at % 4096);
            guest.memory.storeInt(at + 4, at % 512);
            guest.memory.store(at + 16, paths, 0, paths.length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MAX_VALUE, 65_533})
    void aGuestThatPassesBadPointersToEveryFunctionHarmsNobody(int bad) {
        try (var engine = new WasmtimeGuests(List.of(new Wasi()))) {
            for (var function : FUNCTIONS) {
                for (int i = 0; i < function.type().parameters().size(); i++) {
                    assertHarmless(engine, function, passing(function, i, bad));
                }
            }
        }
    }

    private static void assertHarmless(
            WasmtimeGuests engine, HostFunction<?> function, byte[] wasm) {
        var limits = Caller.LIMITS.withWallTime(Duration.ofMillis(300));
        var receipt = engine.run(wasm, new GuestRequest().limits(limits).build());
        assertThat(receipt.outcome())
                .as(function.qualifiedName())
                .isNotInstanceOf(Outcome.PlatformFailed.class);
    }

    /** A guest that calls a function by a few descriptors, with one argument that is bad. */
    private static byte[] passing(HostFunction<?> function, int index, int bad) {
        var parameters = function.type().parameters();
        var calls = new StringBuilder();
        for (int descriptor : new int[] {1, 3, 4}) {
            calls.append("(call $f");
            for (int i = 0; i < parameters.size(); i++) {
                var value = i == index ? bad : i == 0 ? descriptor : 8;
                calls.append(constant(parameters.get(i), value));
            }
            calls.append(function.type().results().isEmpty() ? ")" : ") (drop)");
        }
        return Wat.toWasm(
                """
                (module
                  (import "%s" "%s" (func $f %s))
                  (memory (export "memory") 1)
                  (func (export "_start") %s))
                """
                        .formatted(function.module(), function.name(), text(function), calls));
    }

    private static String text(HostFunction<?> function) {
        var parameters = function.type().parameters().stream();
        return parameters.map(type -> "(param " + name(type) + ")").collect(Collectors.joining())
                + (function.type().results().isEmpty() ? "" : "(result i32)");
    }

    private static String constant(ValueType type, int value) {
        return "(" + name(type) + ".const " + value + ")";
    }

    private static String name(ValueType type) {
        return type == ValueType.I32 ? "i32" : "i64";
    }
}
