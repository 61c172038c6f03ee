package run.wasmcloud.model.wire;

import run.wasmcloud.model.TokenScope;

import java.time.Instant;
import java.util.UUID;

/**
 * A new token or session.
 *
 * @param token the JWT; it is shown this once
 */
public record TokenCreated(
        UUID id, String name, TokenScope scope, Instant expiresAt, @ShownOnce String token) {
    /** Hides the token: this text may reach a log. */
    @Override
    public String toString() {
        return "TokenCreated[id=" + id + ", name=" + name + "]";
    }
}
