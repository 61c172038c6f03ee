package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/functions}.
 *
 * @param name null to have one generated
 */
public record FunctionRequest(@Nullable String name, @Nullable String description) {}
