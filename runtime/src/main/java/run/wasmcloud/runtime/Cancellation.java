package run.wasmcloud.runtime;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.Outcome;

/**
 * Lets whoever started a run end it, as {@code cancelled}: a guest that computes at the next tick
 * of the sandbox, one that waits in a host call at once. For one run. Thread-safe.
 *
 * <p>A thread that waits is woken by an interrupt. It reaches the thread only while it waits in
 * {@link Deadline}, and is cleared before that returns: nothing else of the host ever sees it.
 */
public final class Cancellation {
    private volatile boolean cancelled;
    private @Nullable Thread waiting;

    /** Ends the run, or the one that has yet to begin; does nothing when it has ended. */
    public synchronized void cancel() {
        cancelled = true;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    /** Tells whether the run is to end. */
    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * Throws when the run is to end.
     *
     * @throws RunEnded with the outcome {@code cancelled}
     */
    void check() {
        if (cancelled) {
            throw new RunEnded(new Outcome.Cancelled());
        }
    }

    /**
     * The current thread is about to wait; {@link #endWait} must follow.
     *
     * @throws IllegalStateException when another one waits: it would not be woken
     */
    synchronized void beginWait() {
        check();
        if (waiting != null) {
            throw new IllegalStateException("a cancellation is shared (expected: one for a run)");
        }
        waiting = Thread.currentThread();
    }

    /** The current thread waits no longer, and is no longer interrupted for this. */
    @SuppressWarnings("ResultOfMethodCallIgnored") // It clears the interrupt.
    synchronized void endWait() {
        waiting = null;
        if (cancelled) {
            Thread.interrupted();
        }
    }
}
