package run.wasmcloud.executor;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.cgi.CgiResponse;
import run.wasmcloud.cgi.CgiResponseLimits;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.runtime.Deadline;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.RunEnded;
import run.wasmcloud.sandbox.CgiOutput;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries a response from the guest's thread to the one that writes to the client.
 *
 * <p>The guest's thread never writes to a socket: so a run whose client is slow ends at its
 * deadline. Until {@link #awaitQuickEnd} has returned, the guest only fills the buffer; thereafter
 * each of its writes wakes the other thread, which takes all that has gathered meanwhile. So a
 * response that is complete in a few milliseconds leaves in one write with its length, and an event
 * of a stream leaves when it is written.
 *
 * <p>A timer for each request would cost more than all else here. So the other thread waits without
 * one, until the guest ends, has written much, or is about to wait or has computed for a while
 * after it has written something: only then the few milliseconds are counted.
 *
 * @param <R> what the guest's thread tells at the end
 */
final class ResponsePipe<R> implements GuestOutput, CgiOutput.Receiver {
    private static final int LARGEST = 64 * 1024;
    private static final int QUICK = 16 * 1024;
    private static final int SMALLEST = 256;
    private static final long STALL_NANOS = 200_000_000;

    private static final int MOST_HEADERS = 100;

    private final CgiOutput output;
    private final Runnable whenStalled;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition readable = lock.newCondition();
    private final Condition writable = lock.newCondition();
    private CgiResponse response = new CgiResponse.Incomplete();
    private byte[] buffer = new byte[0];
    private byte[] spare = new byte[0];
    private int count;
    private boolean quick = true;
    private boolean flushed;
    private boolean abandoned;
    private @Nullable R ending;

    /**
     * Makes a pipe.
     *
     * @param headRequest whether the request's method is HEAD
     * @param headerBytes the longest head
     * @param outputBytes the longest body
     * @param whenStalled is called, also again, when the client has taken nothing for a while
     */
    ResponsePipe(boolean headRequest, int headerBytes, long outputBytes, Runnable whenStalled) {
        this.output =
                new CgiOutput(
                        new CgiResponseLimits(headerBytes, MOST_HEADERS),
                        headRequest,
                        outputBytes,
                        this);
        this.whenStalled = whenStalled;
    }

    @Override
    public void write(byte[] source, int offset, int length, Deadline deadline) throws IOException {
        output.write(source, offset, length, deadline);
    }

    @Override
    public void head(CgiResponse.Head head) {
        lock.lock();
        try {
            response = head;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void body(byte[] source, int offset, int length, Deadline deadline) {
        if (response instanceof CgiResponse.Head head && head.sendsBody()) {
            put(source, offset, length, deadline);
        }
    }

    private void put(byte[] source, int offset, int length, Deadline deadline) {
        lock.lock();
        try {
            for (int done = 0; done < length; ) {
                awaitRoom(deadline);
                done += append(source, offset + done, length - done);
                if (!quick || count >= QUICK) {
                    readable.signal();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom(Deadline deadline) {
        while (count == LARGEST && !abandoned) {
            if (!deadline.await(writable, STALL_NANOS)) {
                whenStalled.run();
            }
        }
        if (abandoned) {
            throw new RunEnded(new Outcome.Cancelled());
        }
    }

    private int append(byte[] source, int offset, int length) {
        var taken = Math.min(length, LARGEST - count);
        if (count + taken > buffer.length) {
            var larger = Math.max(count + taken, Math.max(SMALLEST, 2 * buffer.length));
            buffer = Arrays.copyOf(buffer, Math.min(LARGEST, larger));
        }
        System.arraycopy(source, offset, buffer, count, taken);
        count += taken;
        return taken;
    }

    /** Tells how the guest ended; its thread writes nothing more. */
    void end(R newEnding) {
        lock.lock();
        try {
            ending = newEnding;
            readable.signal();
        } finally {
            lock.unlock();
        }
    }

    /** What the guest has written so far may be all for a while. */
    @Override
    public void flush() {
        lock.lock();
        try {
            if (quick && count > 0 && !flushed) {
                flushed = true;
                readable.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the guest's end, but not when it has written much, and not for long when it has
     * written something and then goes on.
     *
     * @param nanos how long after the call such a guest may still end
     * @return how it ended; empty when it has not
     */
    Optional<R> awaitQuickEnd(long nanos) throws InterruptedException {
        var end = System.nanoTime() + nanos;
        lock.lock();
        try {
            while (mayEndQuickly() && !flushed) {
                readable.await();
            }
            var left = end - System.nanoTime();
            while (mayEndQuickly() && left > 0) {
                left = readable.awaitNanos(left);
            }
            quick = false;
            return Optional.ofNullable(ending);
        } finally {
            lock.unlock();
        }
    }

    private boolean mayEndQuickly() {
        return ending == null && count < QUICK;
    }

    /**
     * Waits for more of the body, which is valid until the next part is taken.
     *
     * @return empty when the guest has ended and all of the body was taken
     */
    Optional<BodyPart> take() {
        lock.lock();
        try {
            while (count == 0 && ending == null) {
                readable.awaitUninterruptibly();
            }
            return count == 0 ? Optional.empty() : Optional.of(swap());
        } finally {
            lock.unlock();
        }
    }

    private BodyPart swap() {
        var part = new BodyPart(buffer, count);
        buffer = spare;
        spare = part.bytes();
        count = 0;
        writable.signal();
        return part;
    }

    /** Tells the guest that nobody takes its output any more; its next write ends it. */
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            count = 0;
            writable.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does the same unless the guest has ended: then its response is complete.
     *
     * @param first is done before the guest can see it
     * @return whether the guest had not ended
     */
    boolean abandonUnlessEnded(Runnable first) {
        lock.lock();
        try {
            var running = ending == null;
            if (running) {
                first.run();
                abandon();
            }
            return running;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the guest's end, for which it has a deadline, and returns how it ended. */
    R awaitEnd() {
        lock.lock();
        try {
            while (ending == null) {
                readable.awaitUninterruptibly();
            }
            return ending;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the response's head, as far as it is known. */
    CgiResponse response() {
        lock.lock();
        try {
            return response;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns how a run ended: without a valid response it has not ended well. To be called after
     * the guest's end.
     */
    Outcome checked(Outcome outcome) {
        return output.checked(outcome);
    }

    /** Returns how long the body was that the guest wrote, in bytes. To be called after its end. */
    long bodyWritten() {
        return output.bodyWritten();
    }
}
