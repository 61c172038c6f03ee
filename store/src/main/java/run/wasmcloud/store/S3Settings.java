package run.wasmcloud.store;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;

/**
 * Where modules are kept in S3.
 *
 * @param endpoint the server's address; null for the cloud's own of the region
 * @param bucket is there already
 * @param prefix what the names of all objects begin with, may be empty
 * @param pathStyle whether the bucket is in the path and not in the host name, as most servers
 *     other than the cloud's own want it
 * @param accessKey null for what the environment of the process gives
 * @param secretKey null for what the environment of the process gives
 * @param timeout how long one operation may take, with all its tries
 */
public record S3Settings(
        @Nullable URI endpoint,
        String region,
        String bucket,
        String prefix,
        boolean pathStyle,
        @Nullable String accessKey,
        @Nullable String secretKey,
        Duration timeout) {
    /** Does not tell the secret key. */
    @Override
    public String toString() {
        return "bucket %s at %s".formatted(bucket, endpoint == null ? region : endpoint);
    }
}
