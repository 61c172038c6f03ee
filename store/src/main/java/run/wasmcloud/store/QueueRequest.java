package run.wasmcloud.store;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.Trigger;

/**
 * What to invoke a function with, later.
 *
 * @param target the path and query that the function sees, beginning with a slash
 * @param contentType of the body; null when it has none
 * @param body the standard input; at most {@link #MOST_BODY_BYTES}, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes are neither compared nor printed.
public record QueueRequest(
        Trigger trigger, String target, @Nullable String contentType, byte[] body) {
    /** The longest body. */
    public static final int MOST_BODY_BYTES = 1 << 20;

    /** The longest path and query. */
    public static final int LONGEST_TARGET = 8_192;

    /** The longest media type. */
    public static final int LONGEST_TYPE = 200;

    public QueueRequest {
        if (body.length > MOST_BODY_BYTES) {
            throw new IllegalArgumentException(
                    "%d bytes (expected: at most %d)".formatted(body.length, MOST_BODY_BYTES));
        }
    }
}
