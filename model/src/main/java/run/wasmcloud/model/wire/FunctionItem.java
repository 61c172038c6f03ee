package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A function.
 *
 * @param url where it answers, without a trailing slash
 * @param activeDeployment the number of the active deployment, null when there is none
 */
public record FunctionItem(
        UUID id,
        String name,
        String description,
        String url,
        @Nullable Integer activeDeployment,
        Instant createdAt,
        Instant updatedAt) {}
