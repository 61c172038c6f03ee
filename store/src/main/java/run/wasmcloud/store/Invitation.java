package run.wasmcloud.store;

import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.InvitationId;

import java.time.Instant;
import java.util.Optional;

/**
 * Lets one person sign up.
 *
 * @param email the only address that may use it; empty for any
 * @param usedAt empty while nobody has
 */
public record Invitation(
        InvitationId id,
        Optional<EmailAddress> email,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> usedAt) {
    /** A new invitation with its token, which is shown this once. */
    public record Issued(Invitation invitation, OneTimeToken token) {}
}
