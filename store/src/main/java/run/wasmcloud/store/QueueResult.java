package run.wasmcloud.store;

import org.jspecify.annotations.Nullable;

/**
 * What a function answered to an asynchronous invocation.
 *
 * @param contentType of the body; null when the function gave none
 * @param body its beginning, or all of it; not to be changed
 * @param bytes how long all of it was
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes are neither compared nor printed.
public record QueueResult(int httpStatus, @Nullable String contentType, byte[] body, long bytes) {
    /** Tells whether the body is only the beginning. */
    public boolean isTruncated() {
        return body.length < bytes;
    }
}
