package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.runtime.HostFunction;
import run.wasmcloud.runtime.ValueType;
import run.wasmcloud.wasmtime.Wat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Wrapping and huge ranges for every pointer argument of every function that there is: each is a
 * trap. A function that is new must say here where its ranges are.
 */
@ParameterizedClass
@EnumSource(Engine.class)
class BadRangesTest {
    /** Where each function takes an address that a length follows. */
    private static final Map<String, List<Integer>> RANGES =
            Map.ofEntries(
                    Map.entry("env_get", List.of(0, 2)),
                    Map.entry("io_get_stdin", List.of()),
                    Map.entry("io_get_stdout", List.of()),
                    Map.entry("io_get_stderr", List.of()),
                    Map.entry("log_write", List.of(1)),
                    Map.entry("random_i32", List.of()),
                    Map.entry("random_u32", List.of()),
                    Map.entry("random_i64", List.of()),
                    Map.entry("random_u64", List.of()),
                    Map.entry("resource_open", List.of(0)),
                    Map.entry("resource_read", List.of(1)),
                    Map.entry("resource_write", List.of(1)),
                    Map.entry("resource_close", List.of()),
                    Map.entry("resource_flush", List.of()),
                    Map.entry("runtime_exit", List.of()),
                    Map.entry("runtime_msleep", List.of()),
                    Map.entry("runtime_name", List.of(0)),
                    Map.entry("runtime_spec_major", List.of()),
                    Map.entry("runtime_spec_minor", List.of()),
                    Map.entry("startup_arg_len", List.of()),
                    Map.entry("startup_arg_at", List.of(1)),
                    Map.entry("time_now", List.of()));

    /** Addresses and lengths of which none lies within one page. */
    private static final List<List<Integer>> BAD =
            List.of(
                    List.of(65_533, 4),
                    List.of(-4, 4),
                    List.of(-1, -1),
                    List.of(-1, 2),
                    List.of(0, -1),
                    List.of(1, -1),
                    List.of(65_536, 1),
                    List.of(65_537, 0),
                    List.of(-1, 0),
                    List.of(1, 65_536),
                    List.of(0, 65_537),
                    List.of(0, Integer.MIN_VALUE),
                    List.of(Integer.MIN_VALUE, Integer.MIN_VALUE),
                    List.of(Integer.MAX_VALUE, Integer.MAX_VALUE));

    private static final int[] NUMBERS = {
        0, 1, 3, -1, 65_535, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    private final GuestRunner runner;

    BadRangesTest(Engine engine) {
        runner = new GuestRunner(engine);
    }

    @AfterEach
    void close() {
        runner.close();
    }

    private static List<HostFunction<OlinRun>> functions() {
        try (var olin = new Olin()) {
            return olin.functions();
        }
    }

    static Stream<HostFunction<OlinRun>> functionsWithRanges() {
        return functions().stream().filter(each -> !ranges(each).isEmpty());
    }

    static Stream<HostFunction<OlinRun>> allFunctions() {
        return functions().stream();
    }

    private static List<Integer> ranges(HostFunction<OlinRun> function) {
        return RANGES.getOrDefault(function.name(), List.of());
    }

    @Test
    void knowsTheRangesOfEveryFunction() {
        assertThat(functions().stream().map(HostFunction::name)).hasSameElementsAs(RANGES.keySet());
        assertThat(RANGES).containsOnlyKeys(functions().stream().map(HostFunction::name).toList());
    }

    /** A guest with one page that calls one function with these numbers. */
    private static byte[] calling(HostFunction<OlinRun> function, List<Integer> arguments) {
        var type = function.type();
        var values =
                IntStream.range(0, arguments.size())
                        .mapToObj(
                                i ->
                                        "(%s.const %d)"
                                                .formatted(
                                                        type.parameters().get(i), arguments.get(i)))
                        .collect(Collectors.joining());
        return Wat.toWasm(
                """
                (module
                  (import "%s" "%s" (func $f %s %s))
                  (memory (export "memory") 1)
                  (func (export "_start") (call $f %s) %s))
                """
                        .formatted(
                                function.module(),
                                function.name(),
                                types("param", type.parameters()),
                                types("result", type.results()),
                                values,
                                type.results().isEmpty() ? "" : "(drop)"));
    }

    private static String types(String word, List<ValueType> types) {
        return types.stream()
                .map(type -> "(" + word + " " + type + ")")
                .collect(Collectors.joining());
    }

    private static List<Integer> arguments(
            HostFunction<OlinRun> function, int position, List<Integer> range) {
        return IntStream.range(0, function.type().parameters().size())
                .map(
                        i ->
                                i == position
                                        ? range.getFirst()
                                        : i == position + 1 ? range.getLast() : 0)
                .boxed()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("functionsWithRanges")
    void trapsAtEveryBadRange(HostFunction<OlinRun> function) {
        for (var position : ranges(function)) {
            for (var bad : BAD) {
                var arguments = arguments(function, position, bad);
                var result = runner.run(calling(function, arguments));
                assertThat(result.outcome())
                        .as("%s%s", function.name(), arguments)
                        .isInstanceOfSatisfying(
                                Outcome.Trapped.class,
                                trapped -> assertThat(trapped.trap()).contains("out of bounds"));
                assertThat(result.log()).isEmpty();
            }
        }
    }

    /**
     * Whatever the numbers mean to a function: the run ends as one of a guest, not by our fault.
     */
    @ParameterizedTest
    @MethodSource("allFunctions")
    void survivesEveryNumberInEveryPlace(HostFunction<OlinRun> function) {
        runner.limits = runner.limits.withWallTime(Duration.ofMillis(20));
        var count = function.type().parameters().size();
        for (int position = 0; position < count; position++) {
            for (var number : NUMBERS) {
                var arguments = arguments(function, position, List.of(number, number));
                assertThat(runner.run(calling(function, arguments)).outcome())
                        .as("%s%s", function.name(), arguments)
                        .isNotInstanceOf(Outcome.PlatformFailed.class);
            }
        }
    }
}
