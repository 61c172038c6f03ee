package run.wasmcloud.store;

import run.wasmcloud.model.TokenId;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.UserId;

import java.time.Instant;

/**
 * A token's row.
 *
 * @param name what the user calls it
 */
public record Token(
        TokenId id,
        UserId user,
        Kind kind,
        String name,
        TokenScope scope,
        Instant createdAt,
        Instant expiresAt) {
    /** How a token came to be. */
    public enum Kind {
        /** By signing in. */
        SESSION,
        /** Made by the user for a program. */
        API
    }
}
