package run.wasmcloud.executor;

import io.helidon.common.buffers.DataReader;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.executor.edge.Arrival;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What a client sends on one connection, piece by piece. While nobody wants the next piece of an
 * HTTP/1.1 connection, a thread can wait for it, and so see the client go; the piece is kept for
 * the next who wants it. One thread at a time reads; watching is thread-safe.
 */
final class ClientBytes {
    private final DataReader reader;
    private final Arrival arrival;
    private final ResetStreams streams = new ResetStreams();
    private @Nullable FutureTask<byte[]> ahead;

    ClientBytes(DataReader reader, Arrival arrival) {
        this.reader = reader;
        this.arrival = arrival;
    }

    /** Returns the streams of an HTTP/2 connection. */
    ResetStreams streams() {
        return streams;
    }

    /** Returns the time that the client has. */
    Arrival arrival() {
        return arrival;
    }

    /** Returns the next piece; waits for it, and throws at the end. */
    byte[] next() {
        try {
            var task = takeAhead();
            var bytes = task == null ? pull() : result(task);
            streams.accept(bytes);
            if (!streams.follows()) {
                arrival.read();
            }
            return bytes;
        } catch (RuntimeException e) {
            streams.end();
            throw e;
        }
    }

    private byte[] pull() {
        reader.ensureAvailable();
        return reader.readBytes(reader.available());
    }

    private synchronized @Nullable FutureTask<byte[]> takeAhead() {
        var task = ahead;
        ahead = null;
        return task;
    }

    private static byte[] result(FutureTask<byte[]> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("a connection could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("the connection is closed"));
        }
    }

    /**
     * Waits for the next piece on a thread of its own. That thread is never interrupted, which
     * would close the connection; it ends with the next piece or with the connection.
     *
     * @param whenGone is told when the client goes away first
     */
    void watch(Runnable whenGone) {
        var task = new FutureTask<>(this::pull);
        if (begin(task)) {
            Thread.ofVirtual()
                    .name("client-watch")
                    .start(
                            () -> {
                                task.run();
                                if (task.state() == FutureTask.State.FAILED) {
                                    whenGone.run();
                                }
                            });
        }
    }

    private synchronized boolean begin(FutureTask<byte[]> task) {
        var first = ahead == null;
        if (first) {
            ahead = task;
        }
        return first;
    }
}
