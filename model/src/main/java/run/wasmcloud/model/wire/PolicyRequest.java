package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT /v1/functions/{name}/policy}.
 *
 * @param text the policy file; null for the operator's default
 */
public record PolicyRequest(@Nullable String text) {}
