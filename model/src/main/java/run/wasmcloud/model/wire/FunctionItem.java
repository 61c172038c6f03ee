package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.model.Visibility;

import java.time.Instant;
import java.util.UUID;

/**
 * A function.
 *
 * @param url where it answers, without a trailing slash
 * @param activeDeployment the number of the active deployment, null when there is none
 * @param suspension why it answers nobody, null when it is not suspended
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
        Visibility visibility,
        @Nullable SuspensionItem suspension,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        @Nullable Instant restorableUntil) {}
