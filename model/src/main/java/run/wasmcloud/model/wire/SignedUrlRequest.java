package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * The body of {@code POST /v1/functions/{name}/signed-urls}.
 *
 * @param path percent-encoded, beginning with a slash; null for {@code /}
 * @param prefix whether paths that begin with this one are meant too; null for false
 * @param method null for GET, which stands for HEAD too
 * @param expiresAt null for an hour from now
 */
public record SignedUrlRequest(
        @Nullable String path,
        @Nullable Boolean prefix,
        @Nullable String method,
        @Nullable Instant expiresAt) {}
