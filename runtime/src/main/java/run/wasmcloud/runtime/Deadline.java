package run.wasmcloud.runtime;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;

/** The moment at which a run must have ended. Immutable. */
public final class Deadline {
    private static final Duration FARTHEST = Duration.ofDays(36_500);

    private final long nanoTime;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns the moment that lies this far ahead; at most 100 years. */
    public static Deadline after(Duration duration) {
        var bounded = duration.compareTo(FARTHEST) < 0 ? duration : FARTHEST;
        return new Deadline(System.nanoTime() + bounded.toNanos());
    }

    /** Returns the time that is left, in nanoseconds; 0 or less once the moment has passed. */
    public long remainingNanos() {
        return nanoTime - System.nanoTime();
    }

    /** Tells whether the moment has passed. */
    public boolean reached() {
        return remainingNanos() <= 0;
    }

    /** Ends the run as {@code limit-reached} (time) when the moment has passed. */
    public void check() {
        if (reached()) {
            throw new RunEnded(new Outcome.LimitReached(RunLimit.TIME));
        }
    }

    /**
     * Blocks for a time, in nanoseconds; none when it is not positive.
     *
     * @throws RunEnded when the deadline comes first
     */
    public void sleep(long nanos) {
        var worker = GuestThreads.pause();
        try {
            park(nanos);
        } finally {
            GuestThreads.resume(worker);
        }
    }

    private void park(long nanos) {
        var start = System.nanoTime();
        var left = nanos;
        while (left > 0) {
            check();
            LockSupport.parkNanos(this, Math.min(left, remainingNanos()));
            left = nanos - (System.nanoTime() - start);
        }
    }

    /**
     * Waits for a signal of a condition whose lock the caller holds. May return without a signal.
     *
     * @throws RunEnded when the deadline comes first
     */
    @SuppressWarnings("WaitNotInLoop") // The caller has the loop.
    public void await(Condition condition) {
        check();
        var worker = GuestThreads.pause();
        try {
            if (condition.awaitNanos(remainingNanos()) <= 0) {
                check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunEnded(new Outcome.Cancelled());
        } finally {
            GuestThreads.resume(worker);
        }
    }
}
