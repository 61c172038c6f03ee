package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.model.Visibility;

/**
 * The body of {@code PATCH /v1/functions/{name}}: what is null stays as it is.
 *
 * @param description at most 1,000 characters
 */
public record FunctionPatch(
        @Nullable String description,
        @Nullable RequestBodyForm requestBody,
        @Nullable Visibility visibility) {}
