package run.wasmcloud.runtime;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;

/**
 * The moment at which a run must have ended: a time, or earlier when it is cancelled. To be used by
 * one thread at a time.
 */
public final class Deadline {
    private static final Duration FARTHEST = Duration.ofDays(36_500);

    private final long nanoTime;
    private final Cancellation cancellation;
    private final Runnable beforeWait;

    private Deadline(long nanoTime, Cancellation cancellation, Runnable beforeWait) {
        this.nanoTime = nanoTime;
        this.cancellation = cancellation;
        this.beforeWait = beforeWait;
    }

    /** Returns the moment that lies this far ahead; at most 100 years. */
    public static Deadline after(Duration duration) {
        return after(duration, new Cancellation());
    }

    /**
     * Returns the moment that lies this far ahead, at most 100 years, or that of a cancellation.
     */
    public static Deadline after(Duration duration, Cancellation cancellation) {
        return after(duration, cancellation, () -> {});
    }

    /**
     * Returns the same.
     *
     * @param beforeWait is done each time before the thread waits for something
     */
    static Deadline after(Duration duration, Cancellation cancellation, Runnable beforeWait) {
        var bounded = duration.compareTo(FARTHEST) < 0 ? duration : FARTHEST;
        return new Deadline(System.nanoTime() + bounded.toNanos(), cancellation, beforeWait);
    }

    /** Returns the time that is left, in nanoseconds; 0 or less once the time has passed. */
    public long remainingNanos() {
        return nanoTime - System.nanoTime();
    }

    /** Tells whether the moment has passed. */
    public boolean reached() {
        return cancellation.isCancelled() || remainingNanos() <= 0;
    }

    /**
     * Ends the run as {@code cancelled}, or as {@code limit-reached} (time) when the time has
     * passed.
     */
    public void check() {
        cancellation.check();
        if (remainingNanos() <= 0) {
            throw new RunEnded(new Outcome.LimitReached(RunLimit.TIME));
        }
    }

    /**
     * Blocks for a time, in nanoseconds; none when it is not positive.
     *
     * @throws RunEnded when the deadline comes first
     */
    public void sleep(long nanos) {
        var worker = pause();
        try {
            var start = System.nanoTime();
            for (var left = nanos; left > 0; left = nanos - (System.nanoTime() - start)) {
                park(Math.min(left, remainingNanos()));
                check();
            }
        } finally {
            GuestThreads.resume(worker);
        }
    }

    private GuestThreads.@Nullable Worker pause() {
        beforeWait.run();
        return GuestThreads.pause();
    }

    private void park(long nanos) {
        cancellation.beginWait();
        try {
            LockSupport.parkNanos(this, nanos);
            if (Thread.currentThread().isInterrupted()) {
                throw new RunEnded(new Outcome.Cancelled());
            }
        } finally {
            cancellation.endWait();
        }
    }

    /**
     * Waits for a signal of a condition whose lock the caller holds. May return without a signal.
     *
     * @throws RunEnded when the deadline comes first
     */
    public void await(Condition condition) {
        await(condition, Long.MAX_VALUE);
    }

    /**
     * Waits for a signal of a condition whose lock the caller holds, and no longer than this. May
     * return without a signal.
     *
     * @param nanos the longest wait, in nanoseconds
     * @return false when the time has passed without a signal
     * @throws RunEnded when the deadline comes first
     */
    public boolean await(Condition condition, long nanos) {
        check();
        var worker = pause();
        try {
            if (signalled(condition, Math.min(nanos, remainingNanos()))) {
                return true;
            }
        } finally {
            GuestThreads.resume(worker);
        }
        check();
        return false;
    }

    @SuppressWarnings("WaitNotInLoop") // The caller's caller has the loop.
    private boolean signalled(Condition condition, long nanos) {
        cancellation.beginWait();
        try {
            return condition.awaitNanos(nanos) > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunEnded(new Outcome.Cancelled());
        } finally {
            cancellation.endWait();
        }
    }
}
