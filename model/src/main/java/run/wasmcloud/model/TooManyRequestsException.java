package run.wasmcloud.model;

import java.time.Duration;

/** The caller asks too often, and may ask again after a time. */
public final class TooManyRequestsException extends WasmcloudException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** Makes an error with a message for the caller. */
    public TooManyRequestsException(String detail, Duration retryAfter) {
        super(ErrorCode.TOO_MANY_REQUESTS, detail);
        this.retryAfter = retryAfter;
    }

    /** Returns how long to wait at least. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
