package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

/**
 * The JSON body of {@code POST /v1/functions/{name}/deployments}: a module or an example.
 *
 * @param module the SHA-256 of a module that the caller has uploaded before
 * @param example the id of an example
 * @param policy the policy file; null to go on with the active deployment's
 */
public record DeploymentRequest(
        @Nullable String module, @Nullable String example, @Nullable String policy) {
    /** Asks for a deployment under the active one's policy. */
    public DeploymentRequest(@Nullable String module, @Nullable String example) {
        this(module, example, null);
    }
}
