package run.wasmcloud.olin.outbound;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.runtime.Deadline;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded buffer between the thread that receives an answer and the guest, which waits for bytes
 * until its deadline. Thread-safe.
 */
final class Pipe {
    private static final int CAPACITY = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final long most;
    private byte[] ring = new byte[0];
    private long total;
    private int start;
    private int count;
    private boolean ended;
    private boolean closed;
    private @Nullable Throwable failure;

    /** Makes a pipe that takes so many bytes and no more. */
    Pipe(long most) {
        this.most = most;
    }

    /** Returns how many bytes it takes. */
    long most() {
        return most;
    }

    /**
     * Adds bytes, waiting for room.
     *
     * @throws AnswerTooLongException when these are too many
     * @throws IOException when nobody reads any more
     */
    void write(byte[] source, int offset, int length) throws IOException {
        lock.lock();
        try {
            total += length;
            if (total > most) {
                throw new AnswerTooLongException(most);
            }
            for (int done = 0; done < length; ) {
                awaitRoom();
                done += put(source, offset + done, length - done);
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() throws IOException {
        while (count == CAPACITY && !closed) {
            changed.awaitUninterruptibly();
        }
        if (closed) {
            throw new IOException("nobody reads the answer any more");
        }
    }

    private int put(byte[] source, int offset, int length) {
        if (ring.length == 0) {
            ring = new byte[CAPACITY];
        }
        var at = (start + count) % CAPACITY;
        var part = Math.min(Math.min(length, CAPACITY - count), CAPACITY - at);
        System.arraycopy(source, offset, ring, at, part);
        count += part;
        changed.signalAll();
        return part;
    }

    /** Tells the reader that no more comes, and why when that is an error. */
    void end(@Nullable Throwable reason) {
        lock.lock();
        try {
            ended = true;
            failure = reason;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is something to read, or nothing ever will be.
     *
     * @return whether there is something
     * @throws run.wasmcloud.runtime.RunEnded when the deadline comes first
     */
    boolean await(Deadline deadline) {
        lock.lock();
        try {
            while (count == 0 && !ended) {
                deadline.await(changed);
            }
            return count > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Takes bytes that are there; returns how many. */
    int take(byte[] target, int length) {
        lock.lock();
        try {
            var part = Math.min(Math.min(length, count), CAPACITY - start);
            System.arraycopy(ring, start, target, 0, part);
            start = (start + part) % CAPACITY;
            count -= part;
            changed.signalAll();
            return part;
        } finally {
            lock.unlock();
        }
    }

    /** Returns why the answer ended early, null when it did not. */
    @Nullable Throwable failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** Tells the writer that nobody reads any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
