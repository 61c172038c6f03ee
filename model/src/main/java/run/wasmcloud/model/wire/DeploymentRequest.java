package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * The JSON body of {@code POST /v1/functions/{name}/deployments}: a module or an example.
 *
 * @param module the SHA-256 of a module that the caller has uploaded before
 * @param example the id of an example
 * @param policy the policy file; null to go on with the active deployment's
 * @param config all configuration variables; null to go on with the active deployment's
 */
public record DeploymentRequest(
        @Nullable String module,
        @Nullable String example,
        @Nullable String policy,
        @Nullable Map<String, @Nullable String> config) {
    /** Asks for a deployment with the active one's configuration. */
    public DeploymentRequest(
            @Nullable String module, @Nullable String example, @Nullable String policy) {
        this(module, example, policy, null);
    }

    /** Asks for a deployment with the active one's policy and configuration. */
    public DeploymentRequest(@Nullable String module, @Nullable String example) {
        this(module, example, null, null);
    }
}
