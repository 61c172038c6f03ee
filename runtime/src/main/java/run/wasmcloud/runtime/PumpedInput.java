package run.wasmcloud.runtime;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Standard input from a stream whose reads cannot be bounded in time: a thread of its own reads
 * ahead into a bounded buffer, and the guest waits for that buffer until its deadline.
 *
 * <p>The thread starts at the guest's first read, is a daemon, and ends with the stream or with
 * {@link #close}; a read that blocks for ever keeps it, so close the stream too.
 */
public final class PumpedInput implements GuestInput, AutoCloseable {
    private static final int CAPACITY = 256 * 1024;

    private final InputStream stream;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] ring = new byte[CAPACITY];
    private int start;
    private int count;
    private boolean started;
    private boolean ended;
    private boolean closed;
    private @Nullable IOException failure;

    /** Makes an input that reads a stream; the caller closes the stream. */
    public PumpedInput(InputStream stream) {
        this.stream = stream;
    }

    @Override
    public int read(byte[] target, int offset, int length, Deadline deadline) throws IOException {
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            startOnce();
            while (count == 0 && !ended) {
                deadline.await(changed);
            }
            return count > 0 ? take(target, offset, length) : end();
        } finally {
            lock.unlock();
        }
    }

    private void startOnce() {
        if (!started) {
            started = true;
            Thread.ofPlatform().daemon().name("stdin").start(this::pump);
        }
    }

    private int take(byte[] target, int offset, int length) {
        var taken = Math.min(Math.min(length, count), CAPACITY - start);
        System.arraycopy(ring, start, target, offset, taken);
        start = (start + taken) % CAPACITY;
        count -= taken;
        changed.signalAll();
        return taken;
    }

    private int end() throws IOException {
        if (failure != null) {
            throw new IOException("standard input failed: " + failure.getMessage(), failure);
        }
        return -1;
    }

    private void pump() {
        try {
            while (fill()) {
                // Until the stream's end, or until nobody wants more.
            }
            finish(null);
        } catch (IOException e) {
            finish(e);
        }
    }

    private boolean fill() throws IOException {
        int at;
        int room;
        lock.lock();
        try {
            while (count == CAPACITY && !closed) {
                changed.awaitUninterruptibly();
            }
            at = (start + count) % CAPACITY;
            room = Math.min(CAPACITY - count, CAPACITY - at);
            if (closed) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        return added(stream.read(ring, at, room));
    }

    private boolean added(int bytes) {
        lock.lock();
        try {
            count += Math.max(bytes, 0);
            changed.signalAll();
            return bytes >= 0;
        } finally {
            lock.unlock();
        }
    }

    private void finish(@Nullable IOException reason) {
        lock.lock();
        try {
            failure = reason;
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells the reading thread that nobody wants more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
