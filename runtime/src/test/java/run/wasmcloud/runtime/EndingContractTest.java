package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How runs end, whatever engine runs the guest: at deadlines, when they are cancelled, by traps.
 */
abstract class EndingContractTest extends GuestContract {
    @Test
    void aHostCallThatBlocksEndsAtTheDeadline() {
        request.limits(LIMITS.withWallTime(Duration.ofMillis(50)));
        assertThat(run("(call $sleep)").outcome())
                .isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
    }

    @Test
    void aGuestThatComputesEndsAtTheDeadline() {
        request.limits(LIMITS.withWallTime(Duration.ofMillis(50)).withFuel(Long.MAX_VALUE));
        assertThat(run("(loop $again (br $again))").outcome())
                .isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(loop $again (br $again))",
                "(call $sleep)",
                "(call $wait)",
                "(drop (call $input (i32.const 0) (i32.const 1)))",
                "(call $output (i32.const 0) (i32.const 1))",
            })
    void whoStartedARunCanEndItFromAnotherThread(String body) throws InterruptedException {
        var arrived = new CountDownLatch(1);
        var cancellation = new Cancellation();
        request.grants(Grants.none().with(CountDownLatch.class, arrived))
                .limits(LIMITS.withFuel(Long.MAX_VALUE))
                .stdin((_, _, _, deadline) -> neverReady(deadline))
                .stdout((_, _, _, deadline) -> neverReady(deadline));
        var wasm = module("(func (export \"_start\") (call $arrived) " + body + ")");
        var run =
                CompletableFuture.supplyAsync(
                        () -> engine.run(wasm, request.build(), cancellation));
        assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
        cancellation.cancel();
        assertThat(GuestRuns.await(run).outcome()).isEqualTo(new Outcome.Cancelled());
    }

    private static int neverReady(Deadline deadline) {
        deadline.sleep(TimeUnit.DAYS.toNanos(1));
        return 0;
    }

    @Test
    void aRunThatIsCancelledBeforeItBeginsEndsAtItsFirstWait() {
        var cancellation = new Cancellation();
        cancellation.cancel();
        var wasm = module("(func (export \"_start\") (call $sleep))");
        assertThat(engine.run(wasm, request.build(), cancellation).outcome())
                .isEqualTo(new Outcome.Cancelled());
    }

    @Test
    void namesTrapsByTheirKind() {
        assertTraps("unreachable", "unreachable");
        assertTraps("integer divide by zero", "(drop (i32.div_u (i32.const 1) (i32.const 0)))");
        assertTraps("integer divide by zero", "(drop (i64.rem_s (i64.const 1) (i64.const 0)))");
        assertTraps("integer overflow", "(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))");
        assertTraps("invalid conversion to integer", "(drop (i32.trunc_f64_s (f64.const nan)))");
        assertTraps("integer overflow", "(drop (i32.trunc_f64_u (f64.const 4294967296)))");
        assertTraps("out of bounds memory access", "(drop (i32.load (i32.const 65533)))");
        assertTraps("out of bounds memory access", "(i64.store (i32.const -1) (i64.const 1))");
        assertTraps(
                "out of bounds memory access",
                "(memory.fill (i32.const 65535) (i32.const 1) (i32.const 2))");
        assertTraps(
                "out of bounds memory access",
                "(memory.copy (i32.const 0) (i32.const 1) (i32.const 65536))");
    }

    @Test
    void namesTrapsOfTablesByTheirKind() {
        var traps =
                Map.of(
                        "(call_indirect (type $none) (i32.const 1))", "uninitialized element",
                        "(call_indirect (type $none) (i32.const 2))", "out of bounds table access",
                        "(call_indirect (type $none) (i32.const -1))", "out of bounds table access",
                        "(drop (call_indirect (type $number) (i32.const 0)))",
                                "indirect call type mismatch",
                        "(drop (table.get 0 (i32.const 2)))", "out of bounds table access");
        traps.forEach(
                (body, trap) ->
                        assertThat(withoutFrames(runWithTable(body)))
                                .as(body)
                                .isEqualTo(trapped(trap)));
    }

    private Outcome runWithTable(String body) {
        return runModule(
                        """
                        (type $none (func)) (type $number (func (result i32)))
                        (table 2 2 funcref) (elem (i32.const 0) $entry)
                        (func $entry (export "_start") %s)
                        """
                                .formatted(body))
                .outcome();
    }

    @Test
    void segmentsPastTheEndTrapBeforeTheEntry() {
        var entry = "(func $entry (export \"_start\") (call $log))";
        var data = runModule("(data (i32.const 65533) \"1234\")" + entry);
        assertThat(withoutFrames(data.outcome())).isEqualTo(trapped("out of bounds memory access"));
        var elements = runModule("(table 1 funcref) (elem (i32.const 1) $entry)" + entry);
        assertThat(withoutFrames(elements.outcome()))
                .isEqualTo(trapped("out of bounds table access"));
        assertThat(data.hostCalls()).isEmpty();
        assertThat(elements.hostCalls()).isEmpty();
    }

    @Test
    void endlessRecursionExhaustsTheStack() {
        assertThat(
                        withoutFrames(
                                runModule(
                                                "(func $down (export \"_start\") (call $down) (call"
                                                        + " $log))")
                                        .outcome()))
                .isEqualTo(trapped("call stack exhausted"));
    }
}
