package run.wasmcloud.executor.journal;

import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Forces records to the disk, on a thread of its own: those that come while it does so share the
 * next time. Thread-safe.
 */
final class GroupForce implements AutoCloseable {
    private static final Logger LOG = System.getLogger(GroupForce.class.getName());
    private static final long AGAIN_MILLIS = 1_000;

    private final LongSupplier force;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Condition done = lock.newCondition();
    private final Thread thread;
    private long last;
    private long forced;
    private final AtomicLong times = new AtomicLong();
    private volatile boolean failing;
    private boolean closed;

    /**
     * @param force forces all records that there are; returns the last one's number
     */
    GroupForce(LongSupplier force) {
        this.force = force;
        this.thread = Thread.ofPlatform().daemon().name("journal-force").start(this::run);
    }

    private void run() {
        lock.lock();
        try {
            while (!closed || forced < last) {
                if (forced >= last) {
                    wanted.awaitUninterruptibly();
                } else {
                    forceOnce();
                }
            }
        } catch (InterruptedException e) {
            closed = true;
        } finally {
            failing = true;
            done.signalAll();
            lock.unlock();
        }
    }

    /** The caller has the lock, and has it again afterwards. */
    private void forceOnce() throws InterruptedException {
        lock.unlock();
        long upTo;
        try {
            upTo = force.getAsLong();
        } catch (UncheckedIOException e) {
            lock.lock();
            failed(e);
            return;
        }
        lock.lock();
        forced = upTo;
        times.incrementAndGet();
        failing = false;
        done.signalAll();
    }

    @SuppressWarnings("WaitNotInLoop") // A wait that ends early is an attempt that comes early.
    private void failed(UncheckedIOException e) throws InterruptedException {
        if (!failing) {
            LOG.log(
                    Level.ERROR,
                    "receipts could not be forced to the disk: no more runs are admitted until"
                            + " they can",
                    e);
        }
        failing = true;
        done.signalAll();
        if (closed) {
            last = forced;
        } else {
            var _ = wanted.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Waits until a record is on the disk, or cannot be brought there. */
    void await(long number) {
        lock.lock();
        try {
            last = Math.max(last, number);
            wanted.signal();
            while (forced < number && !failing) {
                done.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether the last time has failed. */
    boolean isFailing() {
        return failing;
    }

    /** Returns how many times something was forced. */
    long times() {
        return times.get();
    }

    /** Forces what waits, and ends. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            wanted.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
