package run.wasmcloud.executor.edge;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One request, for the access log.
 *
 * @param client the client's address
 * @param host as the client asked for it
 * @param query as it was sent; null when there was none
 * @param status what was answered; 0 when nothing was
 * @param bytes how many bytes were sent
 * @param micros how long it took, in microseconds
 */
public record AccessEntry(
        Instant time,
        String client,
        String method,
        String host,
        String path,
        @Nullable String query,
        String protocol,
        int status,
        long bytes,
        long micros,
        String invocation,
        String referer,
        String userAgent) {}
