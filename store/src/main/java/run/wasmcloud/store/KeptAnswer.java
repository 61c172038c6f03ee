package run.wasmcloud.store;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.util.Map;

/** What a request with an idempotency key was answered. */
public final class KeptAnswer {
    private final byte[] fingerprint;
    private final int status;
    private final Map<String, String> headers;
    private final byte @Nullable [] body;

    /**
     * Makes an answer to keep.
     *
     * @param fingerprint what tells the request from others
     * @param body JSON, at most {@link IdempotencyKeys#LARGEST_BODY} bytes; null for none
     */
    public KeptAnswer(
            byte[] fingerprint, int status, Map<String, String> headers, byte @Nullable [] body) {
        this.fingerprint = fingerprint.clone();
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body == null ? null : body.clone();
    }

    /** Tells whether it is the answer to the request with a fingerprint. */
    public boolean answers(byte[] request) {
        return MessageDigest.isEqual(fingerprint, request);
    }

    byte[] fingerprint() {
        return fingerprint.clone();
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the header fields that belong to the answer. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns the body; null when there is none. */
    public byte @Nullable [] body() {
        return body == null ? null : body.clone();
    }
}
