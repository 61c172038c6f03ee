package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

/**
 * The JSON body of {@code POST /v1/functions/{name}/deployments}: one of the two.
 *
 * @param module the SHA-256 of a module that the caller has uploaded before
 * @param example the id of an example
 */
public record DeploymentRequest(@Nullable String module, @Nullable String example) {}
