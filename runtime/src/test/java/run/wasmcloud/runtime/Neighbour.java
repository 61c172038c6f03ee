package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.wasmtime.Wat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A guest of somebody else that answers all the time, in a sandbox where hostile guests run: each
 * of its answers must be right, and 99 of 100 must come soon.
 */
public final class Neighbour {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** An answer takes 50 µs of processor time; a machine may have other work than these tests. */
    private static final Duration LONGEST_OF_MOST = Duration.ofSeconds(1);

    private static final long LOOK_NANOS = 1_000_000;
    private static final String ANSWER = "hello, neighbour";
    private static final byte[] WASM =
            Wat.toWasm(
                    """
                    (module
                      (import "test" "output" (func $output (param i32 i32)))
                      (memory (export "memory") 2)
                      (data (i32.const 70000) "%s")
                      (global $sum (mut i64) (i64.const 0))
                      (func (export "_start") (local $at i32)
                        (loop $scan
                          (global.set $sum (i64.add (global.get $sum) (i64.load (local.get $at))))
                          (br_if $scan
                            (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 8)))
                              (i32.const 65536))))
                        (if (i64.ne (global.get $sum) (i64.const 0)) (then unreachable))
                        (call $output (i32.const 70000) (i32.const %d))))
                    """
                            .formatted(ANSWER, ANSWER.length()));

    private final Sandbox sandbox;
    private final CompiledModule module;
    private final Thread thread;
    private final CountDownLatch answered = new CountDownLatch(1);
    private final AtomicInteger answers = new AtomicInteger();
    private final List<Long> nanos = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean leaving;

    /** Moves in: begins to answer. The sandbox has {@link TestLibrary}. */
    public Neighbour(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.module = sandbox.compile(WASM);
        this.thread = GuestThreads.factory(sandbox).newThread(this::live);
        thread.start();
    }

    private void live() {
        try {
            while (!leaving) {
                var begun = System.nanoTime();
                answer();
                nanos.add(System.nanoTime() - begun);
                answers.incrementAndGet();
                answered.countDown();
            }
        } catch (Throwable e) {
            failure.set(e);
            answered.countDown();
        }
    }

    private void answer() {
        var request = new GuestRequest();
        var receipt = sandbox.run(module, request.build());
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(new String(request.stdout(), StandardCharsets.UTF_8)).isEqualTo(ANSWER);
        assertThat(receipt.hostCalls()).containsOnlyKeys("test.output");
        assertThat(receipt.peakMemoryBytes()).isEqualTo(131_072);
    }

    /** Waits for an answer that is begun from now on. */
    public void awaitAnswer() throws InterruptedException {
        var end = System.nanoTime() + LONGEST.toNanos();
        assertThat(answered.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        var before = answers.get();
        while (answers.get() < before + 2 && failure.get() == null) {
            assertThat(System.nanoTime()).as("the neighbour answers in time").isLessThan(end);
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        assertThat(failure.get()).as("the neighbour's failure").isNull();
    }

    /** Moves out, having had nothing to complain of. */
    public void moveOut() throws InterruptedException {
        awaitAnswer();
        leaving = true;
        thread.join();
        module.close();
        assertThat(failure.get()).as("the neighbour's failure").isNull();
        assertThat(Duration.ofNanos(mostOfAHundred()))
                .as("how long 99 of 100 of its answers take at most")
                .isLessThan(LONGEST_OF_MOST);
    }

    private long mostOfAHundred() {
        nanos.sort(Comparator.naturalOrder());
        return nanos.get((nanos.size() - 1) * 99 / 100);
    }
}
