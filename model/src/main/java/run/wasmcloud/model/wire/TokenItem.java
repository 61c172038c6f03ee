package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.TokenScope;

import java.time.Instant;
import java.util.UUID;

/**
 * A token or session in a list.
 *
 * @param current whether the request that asked was made with it
 * @param function the only function that it is for, null for all
 */
public record TokenItem(
        UUID id,
        String name,
        TokenScope scope,
        Instant createdAt,
        Instant expiresAt,
        boolean current,
        @Nullable String function) {}
