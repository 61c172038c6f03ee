package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.RequestBodyForm;

import java.time.Instant;
import java.util.UUID;

/**
 * A function.
 *
 * @param url where it answers, without a trailing slash
 * @param activeDeployment the number of the active deployment, null when there is none
 * @param deletedAt null unless it is deleted
 * @param restorableUntil when it is removed for good, null unless it is deleted
 */
public record FunctionItem(
        UUID id,
        String name,
        String description,
        String url,
        @Nullable Integer activeDeployment,
        RequestBodyForm requestBody,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        @Nullable Instant restorableUntil) {}
