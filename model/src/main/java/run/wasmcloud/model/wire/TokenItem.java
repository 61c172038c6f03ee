package run.wasmcloud.model.wire;

import run.wasmcloud.model.TokenScope;

import java.time.Instant;
import java.util.UUID;

/**
 * A token or session in a list.
 *
 * @param current whether the request that asked was made with it
 */
public record TokenItem(
        UUID id,
        String name,
        TokenScope scope,
        Instant createdAt,
        Instant expiresAt,
        boolean current) {}
