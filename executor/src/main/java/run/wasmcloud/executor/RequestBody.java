package run.wasmcloud.executor;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.runtime.Deadline;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.RunEnded;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A request's body as a guest's standard input.
 *
 * <p>A virtual thread of its own reads ahead into a bounded buffer from the guest's first read on:
 * a client that waits for {@code 100 Continue} gets it only when the guest wants the body, and a
 * guest whose client is slow still ends at its deadline.
 */
final class RequestBody implements GuestInput, AutoCloseable {
    private static final Logger LOG = System.getLogger(RequestBody.class.getName());
    private static final Duration LONGEST_JOIN = Duration.ofSeconds(1);
    private static final int USUAL_CAPACITY = 64 * 1024;
    private static final int LARGEST_CAPACITY = 16 * 1024 * 1024;

    private final Supplier<InputStream> stream;
    private final long most;
    private final Semaphore largeBodies;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private byte[] ring = new byte[0];
    private int capacity = USUAL_CAPACITY;
    private int start;
    private int count;
    private long received;
    private @Nullable Thread reader;
    private @Nullable Exception failure;
    private Runnable whenRead = () -> {};
    private Runnable whenBroken = () -> {};
    private boolean tooLarge;
    private boolean ended;
    private boolean discarding;

    /**
     * Makes the input.
     *
     * @param stream opens the body; called once, when it is wanted
     * @param most the most bytes that the body may have
     * @param largeBodies bounds how many bodies may take much memory at once
     */
    RequestBody(Supplier<InputStream> stream, long most, Semaphore largeBodies) {
        this.stream = stream;
        this.most = most;
        this.largeBodies = largeBodies;
    }

    @Override
    public int read(byte[] target, int offset, int length, Deadline deadline) {
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
        if (reader == null) {
            ring = new byte[USUAL_CAPACITY];
            reader = Thread.ofVirtual().name("request-body").start(this::readAhead);
        }
    }

    private int take(byte[] target, int offset, int length) {
        var taken = Math.min(Math.min(length, count), ring.length - start);
        System.arraycopy(ring, start, target, offset, taken);
        start = (start + taken) % ring.length;
        count -= taken;
        changed.signalAll();
        return taken;
    }

    /** A body that breaks off means that the client has gone; the run is of no use any more. */
    private int end() {
        if (failure != null || tooLarge) {
            throw new RunEnded(new Outcome.Cancelled());
        }
        return -1;
    }

    private void readAhead() {
        try (var body = stream.get()) {
            while (!isTooLarge() && readSome(body)) {
                // Until the body's end.
            }
            finish(null);
        } catch (IOException | RuntimeException e) {
            finish(e);
        }
    }

    private boolean readSome(InputStream body) throws IOException {
        int at;
        int room;
        lock.lock();
        try {
            awaitRoom();
            at = (start + count) % ring.length;
            room = Math.min(ring.length - count, ring.length - at);
        } finally {
            lock.unlock();
        }
        return added(body.read(ring, at, room));
    }

    private void awaitRoom() {
        while (count == capacity && !discarding) {
            changed.awaitUninterruptibly();
        }
        if (discarding) {
            count = 0;
        }
        if (count == ring.length) {
            grow();
        }
    }

    private void grow() {
        var larger = new byte[Math.min(2 * ring.length, capacity)];
        var first = Math.min(count, ring.length - start);
        System.arraycopy(ring, start, larger, 0, first);
        System.arraycopy(ring, 0, larger, first, count - first);
        ring = larger;
        start = 0;
    }

    /**
     * Reads further ahead than usual. Many clients read no answer before they have sent all of
     * their body: a function that answers with what it reads would wait for such a client, and the
     * client for it.
     */
    void readFurtherAhead() {
        lock.lock();
        try {
            if (reader != null
                    && !ended
                    && capacity == USUAL_CAPACITY
                    && largeBodies.tryAcquire()) {
                capacity = LARGEST_CAPACITY;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean added(int bytes) {
        lock.lock();
        try {
            count += Math.max(bytes, 0);
            received += Math.max(bytes, 0);
            tooLarge = received > most;
            changed.signalAll();
            return bytes >= 0;
        } finally {
            lock.unlock();
        }
    }

    private void finish(@Nullable Exception reason) {
        Runnable next;
        lock.lock();
        try {
            failure = reason;
            ended = true;
            changed.signalAll();
            next = reason == null ? whenRead : whenBroken;
        } finally {
            lock.unlock();
        }
        next.run();
    }

    /**
     * Reads ahead as far as there is room, and tells once how the body ended; at once when it has.
     *
     * @param read is called when all of it has come: nobody reads the connection any more
     * @param broken is called when it breaks off: the client has gone
     */
    void watch(Runnable read, Runnable broken) {
        Runnable next = () -> {};
        lock.lock();
        try {
            if (ended) {
                next = failure == null ? read : broken;
            } else {
                whenRead = read;
                whenBroken = broken;
                startOnce();
            }
        } finally {
            lock.unlock();
        }
        next.run();
    }

    /** Tells whether the body has turned out to be larger than allowed. */
    boolean isTooLarge() {
        lock.lock();
        try {
            return tooLarge;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Forgets the rest of the body, which nobody reads any more, and waits until it has gone by:
     * then the next request of the connection begins.
     *
     * @return false when the body did not end in time: the connection is of no more use
     */
    boolean discardRest(Duration longest) {
        lock.lock();
        try {
            discarding = true;
            changed.signalAll();
            var nanos = longest.toNanos();
            while (reader != null && !ended && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return reader == null || (ended && failure == null && !tooLarge);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the reading thread, whatever it waits for, and waits for it; takes no more memory. */
    @Override
    public void close() {
        if (capacity == LARGEST_CAPACITY) {
            largeBodies.release();
        }
        if (reader != null && reader.isAlive()) {
            reader.interrupt();
            awaitReader(reader);
        }
    }

    /** The waiting thread may have been interrupted itself, to end what it did before. */
    private static void awaitReader(Thread reader) {
        var interrupted = Thread.interrupted();
        try {
            if (!reader.join(LONGEST_JOIN)) {
                LOG.log(Level.WARNING, "a thread that reads a body has not ended yet");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
