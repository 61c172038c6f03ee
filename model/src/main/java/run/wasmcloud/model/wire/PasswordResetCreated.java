package run.wasmcloud.model.wire;

import java.net.URI;
import java.time.Instant;

/**
 * A way to set a user's password, for an administrator to hand out.
 *
 * @param token what sets it, once; it is shown this once
 * @param link where it is set, with the token in it
 */
public record PasswordResetCreated(
        @ShownOnce String token, @ShownOnce URI link, Instant expiresAt) {
    /** Hides the token: this text may reach a log. */
    @Override
    public String toString() {
        return "PasswordResetCreated";
    }
}
