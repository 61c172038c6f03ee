package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

/**
 * What a policy says of a URL.
 *
 * @param url in the form that the policy sees
 * @param line where the rule stands that decides; null when no rule matches
 * @param reason which rule decides, in words
 */
public record PolicyCheckItem(String url, boolean allowed, @Nullable Integer line, String reason) {}
