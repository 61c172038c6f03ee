package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DeadlineTest {
    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Cancellation cancellation = new Cancellation();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition never = lock.newCondition();

    private void await(Deadline deadline) {
        lock.lock();
        try {
            while (true) {
                deadline.await(never);
            }
        } finally {
            lock.unlock();
        }
    }

    private static void assertEnds(Outcome outcome, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RunEnded.class, ended -> assertThat(ended.outcome()).isEqualTo(outcome));
    }

    private static void assertTimeIsUp(ThrowingCallable call) {
        assertEnds(new Outcome.LimitReached(RunLimit.TIME), call);
    }

    private static void assertCancelled(ThrowingCallable call) {
        assertEnds(new Outcome.Cancelled(), call);
    }

    /** Cancels once the current thread waits, seen from outside. */
    private void cancelOnceThisThreadWaits() {
        var waiter = Thread.currentThread();
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (waiter.getState() != Thread.State.TIMED_WAITING) {
                                Thread.onSpinWait();
                            }
                            cancellation.cancel();
                        });
    }

    @Test
    void endsWhatWaitsWhenTimeIsUp() {
        assertTimeIsUp(() -> await(Deadline.after(SHORT)));
        assertTimeIsUp(() -> Deadline.after(SHORT).sleep(LONG.toNanos()));
        assertTimeIsUp(Deadline.after(Duration.ZERO)::check);
    }

    @Test
    void sleepsNoLongerThanAskedFor() {
        Deadline.after(LONG).sleep(1_000_000);
        Deadline.after(Duration.ZERO).sleep(0);
        Deadline.after(Duration.ZERO).sleep(-1);
    }

    @Test
    void aBoundedWaitTellsWhetherItsTimePassed() {
        lock.lock();
        try {
            assertThat(Deadline.after(LONG).await(never, 1_000_000)).isFalse();
            assertTimeIsUp(() -> Deadline.after(SHORT).await(never, LONG.toNanos()));
        } finally {
            lock.unlock();
        }
    }

    @Test
    void tellsBeforeEachWait() {
        var told = new AtomicInteger();
        var deadline = Deadline.after(LONG, cancellation, told::incrementAndGet);
        deadline.sleep(1);
        assertThat(told).hasValue(1);
        lock.lock();
        try {
            deadline.await(never, 1);
        } finally {
            lock.unlock();
        }
        assertThat(told).hasValue(2);
    }

    @Test
    void cancellingEndsWhatWaits() {
        cancelOnceThisThreadWaits();
        assertCancelled(() -> await(Deadline.after(LONG, cancellation)));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void cancellingEndsWhatSleeps() {
        cancelOnceThisThreadWaits();
        assertCancelled(() -> Deadline.after(LONG, cancellation).sleep(LONG.toNanos()));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whatIsCancelledBeginsNoWait() {
        var deadline = Deadline.after(LONG, cancellation);
        assertThat(deadline.reached()).isFalse();
        cancellation.cancel();
        assertThat(deadline.reached()).isTrue();
        assertCancelled(deadline::check);
        assertCancelled(() -> deadline.sleep(LONG.toNanos()));
        assertCancelled(() -> await(deadline));
    }

    @Test
    void cancellingTooLateInterruptsNobody() {
        var deadline = Deadline.after(LONG, cancellation);
        deadline.sleep(1_000);
        cancellation.cancel();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void anInterruptOfTheHostsEndsTheRunAndStaysForTheHost() {
        Thread.currentThread().interrupt();
        assertCancelled(() -> Deadline.after(LONG).sleep(LONG.toNanos()));
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertCancelled(() -> await(Deadline.after(LONG)));
        assertThat(Thread.interrupted()).isTrue();
    }

    /** Cancelling and the end of a wait race; neither may lose or leave an interrupt behind. */
    @Test
    void cancellingRacesWithTheEndOfAWait() throws InterruptedException {
        for (int i = 0; i < 2_000; i++) {
            var racing = new Cancellation();
            var ready = new CountDownLatch(1);
            var canceller =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        ready.countDown();
                                        racing.cancel();
                                    });
            ready.await();
            try {
                Deadline.after(LONG, racing).sleep(1_000);
            } catch (RunEnded ended) {
                assertThat(ended.outcome()).isEqualTo(new Outcome.Cancelled());
            }
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            canceller.join();
        }
    }
}
