package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.SuspensionReason;

/**
 * The body of {@code POST /v1/functions/{name}/suspension}.
 *
 * @param reason the class, which callers are told
 * @param note for the function's owner, at most 1,000 characters; null for none
 */
public record SuspensionRequest(SuspensionReason reason, @Nullable String note) {}
