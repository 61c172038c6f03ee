package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.TokenScope;

import java.time.Instant;

/**
 * The body of {@code POST /v1/tokens}.
 *
 * @param expiresAt null for the installation's default
 * @param function the only function that the token is for, null for all
 */
public record TokenRequest(
        String name, TokenScope scope, @Nullable Instant expiresAt, @Nullable String function) {
    /** Asks for a token that is for all of the user's functions. */
    public TokenRequest(String name, TokenScope scope, @Nullable Instant expiresAt) {
        this(name, scope, expiresAt, null);
    }
}
