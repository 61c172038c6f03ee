package run.wasmcloud.executor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.webserver.CloseConnectionException;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows the frames that a client sends on an HTTP/2 connection, to see which streams it resets:
 * the HTTP server keeps that to itself; and to end heads that go on for ever. RFC 9113, sections
 * 3.4, 4.1 and 6.4. Thread-safe; bytes are accepted by one thread at a time.
 */
final class ResetStreams {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
    private static final int HEADER = 9;
    private static final int TYPE = 3;
    private static final int RST_STREAM = 3;
    private static final int CONTINUATION = 9;

    /** A head of 32 KiB fits three frames; empty ones would cost a client nothing. */
    private static final int MOST_CONTINUATIONS = 64;

    /** A client that resets more of them before they last a while has nothing to wait for. */
    private static final int MOST_REMEMBERED = 1_024;

    private final Map<Integer, Runnable> watched = new HashMap<>();
    private final Set<Integer> reset = new LinkedHashSet<>();
    private boolean ended;

    private final byte[] header = new byte[HEADER];
    private volatile boolean follows;
    private int headerBytes;
    private int payloadBytes;
    private int continuations;

    /** Follows the next bytes; those before the connection's preface do not matter. */
    void accept(byte[] bytes) {
        var at = 0;
        if (!follows) {
            follows = startsWithPreface(bytes);
            at = PREFACE.length;
        }
        while (follows && at < bytes.length) {
            at += payloadBytes > 0 ? skip(bytes.length - at) : readHeader(bytes, at);
        }
    }

    /** Tells whether the connection speaks HTTP/2. */
    boolean follows() {
        return follows;
    }

    private static boolean startsWithPreface(byte[] bytes) {
        return bytes.length >= PREFACE.length
                && Arrays.equals(bytes, 0, PREFACE.length, PREFACE, 0, PREFACE.length);
    }

    private int skip(int available) {
        var count = Math.min(payloadBytes, available);
        payloadBytes -= count;
        return count;
    }

    private int readHeader(byte[] bytes, int at) {
        var count = Math.min(HEADER - headerBytes, bytes.length - at);
        System.arraycopy(bytes, at, header, headerBytes, count);
        headerBytes += count;
        if (headerBytes == HEADER) {
            headerBytes = 0;
            payloadBytes = number(0, TYPE);
            continuations = header[TYPE] == CONTINUATION ? continuations + 1 : 0;
            if (continuations > MOST_CONTINUATIONS) {
                throw new CloseConnectionException("a head in more than 64 further frames");
            }
            if (header[TYPE] == RST_STREAM) {
                tell(number(HEADER - Integer.BYTES, HEADER) & Integer.MAX_VALUE);
            }
        }
        return count;
    }

    private int number(int from, int to) {
        var number = 0;
        for (int i = from; i < to; i++) {
            number = (number << Byte.SIZE) | (header[i] & 0xFF);
        }
        return number;
    }

    private void tell(int stream) {
        var action = takeReset(stream);
        if (action != null) {
            action.run();
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Runnable takeReset(int stream) {
        reset.add(stream);
        if (reset.size() > MOST_REMEMBERED) {
            reset.remove(reset.iterator().next());
        }
        return watched.remove(stream);
    }

    /** The connection has ended, and all its streams with it. */
    void end() {
        takeAll().forEach(Runnable::run);
    }

    private synchronized List<Runnable> takeAll() {
        ended = true;
        var all = List.copyOf(watched.values());
        watched.clear();
        return all;
    }

    /**
     * Watches a stream until it is forgotten.
     *
     * @param whenGone is told once when the client resets it or goes away; at once when it has
     */
    void watch(int stream, Runnable whenGone) {
        if (!begin(stream, whenGone)) {
            whenGone.run();
        }
    }

    private synchronized boolean begin(int stream, Runnable whenGone) {
        var there = !ended && !reset.contains(stream);
        if (there) {
            watched.put(stream, whenGone);
        }
        return there;
    }

    /** Ends a watch. */
    synchronized void forget(int stream) {
        watched.remove(stream);
        reset.remove(stream);
    }
}
