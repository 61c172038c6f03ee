package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/**
 * A new invitation.
 *
 * @param email the only address that may use it; null for any
 * @param token what the invited person signs up with; it is shown this once
 * @param link where the invited person signs up, with the token in it
 */
public record InvitationCreated(
        UUID id,
        @Nullable String email,
        Instant expiresAt,
        @ShownOnce String token,
        @ShownOnce URI link) {
    /** Hides the token: this text may reach a log. */
    @Override
    public String toString() {
        return "InvitationCreated[id=" + id + "]";
    }
}
