package run.wasmcloud.store;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.TokenId;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.UserId;

import java.time.Instant;
import java.util.Optional;

/**
 * A token's row.
 *
 * @param name what the user calls it
 * @param function the only one that it is for; empty when it is for all of the user's
 */
public record Token(
        TokenId id,
        UserId user,
        Kind kind,
        String name,
        TokenScope scope,
        Optional<FunctionName> function,
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
