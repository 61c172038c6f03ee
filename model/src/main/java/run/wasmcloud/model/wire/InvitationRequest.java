package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * The body of {@code POST /v1/invitations}.
 *
 * @param email the only address that may use it; null for any
 * @param expiresAt null for the installation's default
 */
public record InvitationRequest(@Nullable String email, @Nullable Instant expiresAt) {}
