package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

/**
 * What a function answered to an asynchronous invocation.
 *
 * @param contentType null when the function gave none
 * @param bytes how long all of the body was
 * @param truncated whether the body is only the beginning
 * @param encoding of the body here: {@code utf-8} or {@code base64}
 */
public record StoredResultItem(
        int httpStatus,
        @Nullable String contentType,
        long bytes,
        boolean truncated,
        String encoding,
        String body) {}
