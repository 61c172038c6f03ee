package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.TrapFrame;
import run.wasmcloud.wasmtime.Wat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The stack of 512 KiB that guests have: what happens at its end, in the guest's code, at the entry
 * of a host call and at a tick. A Java stack overflow at such an entry would end the process, so
 * each test is also one of the threads' size.
 */
class GuestStackTest {
    private static final RunLimits LIMITS = Plan.PAID.limits().run();
    private static final WasmtimeGuests GUESTS = new WasmtimeGuests(List.of(new TestLibrary()));

    /** Wasmtime keeps no more of a stack. */
    private static final int KEPT_FRAMES = 20;

    private static final int DEEPER_THAN_ANY = 1 << 16;

    @AfterAll
    static void close() {
        GUESTS.close();
    }

    /**
     * A guest that calls itself so often and then does something; it keeps some numbers on the
     * stack at each level, so that the stack's end comes at another place for another amount.
     */
    private static byte[] guest(int numbers, int depth, String atEachLevel, String atTheBottom) {
        return guest(numbers, depth, atEachLevel, atTheBottom, 0);
    }

    private static byte[] guest(
            int numbers, int depth, String atEachLevel, String atTheBottom, int what) {
        return Wat.toWasm(
                """
                (module
                  (import "test" "next" (func $next (result i32)))
                  (import "test" "load_long" (func $load (param i32) (result i64)))
                  (import "test" "check" (func $check (param i32 i32)))
                  (memory (export "memory") 1)
                  (global $what (mut i32) (i32.const %d))
                  (func $down (param $depth i32) %s
                    %s
                    %s
                    (if (local.get $depth)
                      (then (call $down (i32.sub (local.get $depth) (i32.const 1))))
                      (else %s))
                    %s)
                  (func $entry (export "_start") (call $down (i32.const %d))))
                """
                        .formatted(
                                what,
                                each(numbers, "(local $n%d i64)"),
                                each(numbers, "(local.set $n%1$d (i64.load (i32.const %1$d)))"),
                                atEachLevel,
                                atTheBottom,
                                each(numbers, "(i64.store (i32.const %1$d) (local.get $n%1$d))"),
                                depth));
    }

    private static String each(int numbers, String format) {
        return IntStream.range(0, numbers)
                .mapToObj(format::formatted)
                .collect(Collectors.joining(" "));
    }

    private static Outcome run(byte[] wasm) {
        return run(wasm, LIMITS);
    }

    private static Outcome run(byte[] wasm, RunLimits limits) {
        return GUESTS.run(wasm, new GuestRequest().limits(limits).build()).outcome();
    }

    private static void assertExhausted(Outcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Trapped.class,
                        trapped -> {
                            assertThat(trapped.trap()).isEqualTo("call stack exhausted");
                            assertThat(trapped.frames()).hasSize(KEPT_FRAMES);
                        });
    }

    /** Finds the greatest depth at which a guest still comes back. */
    private static int deepest(IntFunction<byte[]> guest) {
        var reached = 0;
        var missed = DEEPER_THAN_ANY;
        while (missed - reached > 1) {
            var depth = (reached + missed) / 2;
            if (run(guest.apply(depth)) instanceof Outcome.Completed) {
                reached = depth;
            } else {
                missed = depth;
            }
        }
        return reached;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 8, 100})
    void endlessRecursionThroughHostCallsEndsAsTrapped(int numbers) {
        assertExhausted(run(guest(numbers, -1, "(drop (call $next))", "")));
        assertExhausted(run(guest(numbers, -1, "(drop (call $load (i32.const 8)))", "")));
    }

    /** What the guest does at the bottom; all in the same code, so that all find the same stack. */
    private static byte[] guestThatDoes(int what, int numbers, int depth) {
        return guest(
                numbers,
                depth,
                "",
                """
                (if (i32.eq (global.get $what) (i32.const 1)) (then (drop (call $next))))
                (if (i32.eq (global.get $what) (i32.const 2))
                  (then (call $check (i32.const -1) (i32.const 1))))
                (if (i32.eq (global.get $what) (i32.const 3)) (then (loop $again (br $again))))
                """,
                what);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 33})
    void aHostCallAndATickFindRoomWhereTheGuestsStackEnds(int numbers) {
        var deepest = deepest(depth -> guestThatDoes(0, numbers, depth));
        assertThat(deepest).isGreaterThan(100);
        assertExhausted(run(guestThatDoes(0, numbers, deepest + 1)));
        assertThat(run(guestThatDoes(1, numbers, deepest))).isEqualTo(new Outcome.Completed());
        assertThat(run(guestThatDoes(2, numbers, deepest)))
                .isInstanceOfSatisfying(
                        Outcome.Trapped.class,
                        trapped ->
                                assertThat(trapped.trap())
                                        .startsWith("out of bounds memory access"));
        assertThat(
                        run(
                                guestThatDoes(3, numbers, deepest),
                                LIMITS.withWallTime(Duration.ofMillis(50))
                                        .withFuel(Long.MAX_VALUE)))
                .isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
    }

    @Test
    void recursionOf600KibThroughHostCallsIsTooDeep() {
        var numbers = 100;
        var bytesALevel = numbers * Long.BYTES;
        assertExhausted(run(guest(numbers, 600 * 1024 / bytesALevel, "(drop (call $next))", "")));
        assertThat(run(guest(numbers, 300 * 1024 / bytesALevel, "(drop (call $next))", "")))
                .isEqualTo(new Outcome.Completed());
    }

    @Test
    void tellsWhereABadPointerWasPassed() {
        var outcome = run(guest(0, 1, "", "(call $check (i32.const -1) (i32.const 4))"));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Trapped.class,
                        trapped -> {
                            assertThat(trapped.trap())
                                    .isEqualTo(
                                            "out of bounds memory access: a host call was given the"
                                                + " range 4294967295+4 of a memory of 65536 bytes");
                            assertThat(trapped.frames())
                                    .extracting(TrapFrame::functionName)
                                    .containsExactly(
                                            Optional.of("down"),
                                            Optional.of("down"),
                                            Optional.of("entry"));
                            assertThat(trapped.frames())
                                    .extracting(TrapFrame::functionIndex)
                                    .containsExactly(3, 3, 4);
                            assertThat(trapped.frames())
                                    .allMatch(frame -> frame.moduleOffset() > 0);
                        });
    }

    /** Long operations go through functions of the platform's, which are nobody else's business. */
    @ParameterizedTest
    @CsvSource({"memory.fill, 11", "memory.copy, 10"})
    void tellsWhereALongOperationIsInWhatWasUploaded(String operation, int opcode) {
        var wasm =
                guest(
                        0,
                        1,
                        "",
                        "(%s (i32.const 1) (i32.const 0) (local.get $depth)) (%1$s (i32.const 1)"
                                        .formatted(operation)
                                + " (i32.const 0) (i32.const 0x7fffffff))");
        var trapped = (Outcome.Trapped) run(wasm);
        assertThat(trapped.trap()).isEqualTo("out of bounds memory access");
        assertThat(trapped.frames())
                .extracting(TrapFrame::functionName)
                .containsExactly(Optional.of("down"), Optional.of("down"), Optional.of("entry"));
        var at = (int) trapped.frames().getFirst().moduleOffset();
        assertThat(wasm[at] & 0xff).isEqualTo(0xfc);
        assertThat(wasm[at + 1]).isEqualTo((byte) opcode);
        var call = (int) trapped.frames().get(1).moduleOffset();
        assertThat(wasm[call]).isEqualTo((byte) 0x10);
        assertThat(wasm[call + 1]).isEqualTo((byte) trapped.frames().getFirst().functionIndex());
    }

    @Test
    void saysNoPlaceOfTheFunctionThatTheStackHadNoRoomFor() {
        var trapped = (Outcome.Trapped) run(guest(0, -1, "", ""));
        assertThat(trapped.frames().getFirst()).hasToString("down");
        assertThat(trapped.frames().get(1).toString()).startsWith("down @ 0x");
    }
}
