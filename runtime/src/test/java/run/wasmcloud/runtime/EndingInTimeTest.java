package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.wasmtime.Wat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A run is gone within 100 ms of its deadline or of its being cancelled. A busy machine only makes
 * single attempts later, so of several the earliest is held to the bound.
 */
class EndingInTimeTest {
    private static final Duration BOUND = Duration.ofMillis(100);
    private static final Duration WALL_TIME = Duration.ofMillis(30);
    private static final int ATTEMPTS = 40;
    private static final RunLimits LIMITS =
            Plan.PAID.limits().run().withFuel(Long.MAX_VALUE).withWallTime(Duration.ofHours(1));
    private static final WasmtimeGuests GUESTS = new WasmtimeGuests(List.of(new TestLibrary()));

    private final CountDownLatch arrived = new CountDownLatch(1);

    @AfterAll
    static void close() {
        GUESTS.close();
    }

    @FunctionalInterface
    private interface Attempt {
        Duration lateness() throws InterruptedException;
    }

    private static void assertOnceWithinBound(Attempt attempt) throws InterruptedException {
        var earliest = attempt.lateness();
        for (int i = 1; i < ATTEMPTS && earliest.compareTo(BOUND) > 0; i++) {
            var lateness = attempt.lateness();
            earliest = lateness.compareTo(earliest) < 0 ? lateness : earliest;
        }
        assertThat(earliest).isLessThanOrEqualTo(BOUND);
    }

    private static byte[] guest(String body) {
        return Wat.toWasm(
                """
                (module
                  (import "test" "arrived" (func $arrived))
                  (import "test" "sleep" (func $sleep))
                  (import "test" "wait" (func $wait))
                  (import "test" "input" (func $input (param i32 i32) (result i32)))
                  (import "test" "output" (func $output (param i32 i32)))
                  (memory (export "memory") 1 8192)
                  (func $down (param $depth i32)
                    (loop $again
                      (if (local.get $depth)
                        (then (call $down (i32.sub (local.get $depth) (i32.const 1)))))
                      (br $again)))
                  (func (export "_start") (call $arrived) %s))
                """
                        .formatted(body));
    }

    private GuestRequest request(CountDownLatch latch) {
        return new GuestRequest()
                .limits(LIMITS)
                .grants(Grants.none().with(CountDownLatch.class, latch))
                .stdin((_, _, _, deadline) -> blocked(deadline))
                .stdout((_, _, _, deadline) -> blocked(deadline));
    }

    private static int blocked(Deadline deadline) {
        deadline.sleep(TimeUnit.DAYS.toNanos(1));
        return 0;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(loop $again (br $again))",
                "(call $down (i32.const 1000))",
                "(loop $again (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536)) (br"
                        + " $again))",
                // All that a plan allows, in one instruction, many times.
                "(drop (memory.grow (i32.const 8191))) (loop $again (memory.fill (i32.const 0)"
                        + " (i32.const 1) (i32.const 0x20000000)) (br $again))",
                "(drop (memory.grow (i32.const 8191))) (loop $again (memory.copy (i32.const 0)"
                        + " (i32.const 1) (i32.const 0x1fffffff)) (br $again))",
                "(drop (memory.grow (i32.const 8191))) (loop $again (memory.copy (i32.const 1)"
                        + " (i32.const 0) (i32.const 0x1fffffff)) (br $again))",
                "(call $sleep)",
                "(call $wait)",
                "(drop (call $input (i32.const 0) (i32.const 1)))",
                "(call $output (i32.const 0) (i32.const 1))",
            })
    void isGoneSoonAfterItsDeadlineAndSoonAfterItIsCancelled(String body)
            throws InterruptedException {
        var wasm = guest(body);
        assertOnceWithinBound(() -> latenessAtTheDeadline(wasm));
        assertOnceWithinBound(() -> latenessWhenCancelled(wasm));
    }

    private Duration latenessAtTheDeadline(byte[] wasm) {
        var request = request(arrived).limits(LIMITS.withWallTime(WALL_TIME)).build();
        var receipt = GUESTS.run(wasm, request);
        assertThat(receipt.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
        return receipt.wallTime().minus(WALL_TIME);
    }

    private Duration latenessWhenCancelled(byte[] wasm) throws InterruptedException {
        var latch = new CountDownLatch(1);
        var cancellation = new Cancellation();
        var run =
                CompletableFuture.supplyAsync(
                        () -> GUESTS.run(wasm, request(latch).build(), cancellation));
        assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        var start = System.nanoTime();
        cancellation.cancel();
        var receipt = GuestRuns.await(run);
        var lateness = Duration.ofNanos(System.nanoTime() - start);
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Cancelled());
        return lateness;
    }
}
