package run.wasmcloud.executor;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets so many through at once, and so many wait for their turn. Thread-safe. */
final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private int within;
    private int waiting;

    /**
     * Goes in, after waiting when the gate is full; does not wait when as many wait already.
     *
     * @param most how many may be within, and how many may wait
     * @return false when there was no place in time
     */
    boolean enter(int most, long waitNanos) {
        lock.lock();
        try {
            return within < most ? pass() : waiting < most && await(most, waitNanos);
        } finally {
            lock.unlock();
        }
    }

    private boolean pass() {
        within++;
        return true;
    }

    private boolean await(int most, long waitNanos) {
        waiting++;
        try {
            var nanos = waitNanos;
            while (within >= most && nanos > 0) {
                nanos = left.awaitNanos(nanos);
            }
            return within < most && pass();
        } catch (InterruptedException e) {
            left.signal();
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting--;
        }
    }

    /** Goes out again. */
    void leave() {
        lock.lock();
        try {
            within--;
            left.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many wait for their turn. */
    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }
}
