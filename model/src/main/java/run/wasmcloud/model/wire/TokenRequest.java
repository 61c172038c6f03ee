package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.TokenScope;

import java.time.Instant;

/**
 * The body of {@code POST /v1/tokens}.
 *
 * @param expiresAt null for the installation's default
 */
public record TokenRequest(String name, TokenScope scope, @Nullable Instant expiresAt) {}
