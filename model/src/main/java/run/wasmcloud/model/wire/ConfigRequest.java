package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * The body of {@code PUT /v1/functions/{name}/config}: all variables of the next version.
 *
 * @param variables the values by name
 */
public record ConfigRequest(@Nullable Map<String, @Nullable String> variables) {}
