package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * An invitation in a list.
 *
 * @param email the only address that may use it; null for any
 * @param usedAt null while nobody has
 */
public record InvitationItem(
        UUID id,
        @Nullable String email,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant usedAt) {}
