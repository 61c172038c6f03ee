package run.wasmcloud.cgi;

import java.util.Optional;

/** Holds a response's body against the length that its program announced. For one thread. */
public final class CgiBodyLength {
    private final long expected;
    private long written;

    /** Begins the body of a response. */
    public CgiBodyLength(CgiResponse.Head head) {
        this.expected = head.sendsBody() ? head.contentLength() : -1;
    }

    /**
     * Counts body bytes that the program wrote, before they are sent.
     *
     * @return that the body is longer than announced: none of these bytes may be sent
     */
    public Optional<CgiResponse.Bad> add(int bytes) {
        written += bytes;
        return expected >= 0 && written > expected
                ? bad("the body is longer than its Content-Length of " + expected + " bytes")
                : Optional.empty();
    }

    /**
     * Takes the body's end.
     *
     * @return that the body is shorter than announced
     */
    public Optional<CgiResponse.Bad> end() {
        return written < expected
                ? bad(
                        "the body has %d bytes (expected: %d, its Content-Length)"
                                .formatted(written, expected))
                : Optional.empty();
    }

    /** Returns how many body bytes the program has written. */
    public long written() {
        return written;
    }

    private static Optional<CgiResponse.Bad> bad(String reason) {
        return Optional.of(new CgiResponse.Bad(reason));
    }
}
