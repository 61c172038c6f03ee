package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/functions/{name}/policy/check}.
 *
 * @param url what a guest would open
 * @param text the policy file to ask; null for the one that holds
 */
public record PolicyCheckRequest(@Nullable String url, @Nullable String text) {}
