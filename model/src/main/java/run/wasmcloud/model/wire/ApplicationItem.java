package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ApplicationState;

import java.time.Instant;
import java.util.UUID;

/**
 * A user's wish for the plan {@code free}.
 *
 * @param note what the admin said who decided; empty when nothing
 * @param decidedAt null while it is open
 */
public record ApplicationItem(
        UUID id,
        UUID user,
        String email,
        String reason,
        ApplicationState state,
        String note,
        Instant createdAt,
        @Nullable Instant decidedAt) {}
