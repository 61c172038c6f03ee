package run.wasmcloud.store;

import run.wasmcloud.model.RunLimits;

/**
 * What a user wants to deploy, besides the module.
 *
 * @param message what the user says of it, at most 1,000 characters; empty when nothing
 * @param activate whether the function's address leads to it at once
 * @param basis what must not have changed meanwhile
 */
public record NewDeployment(
        Function function,
        RunLimits limits,
        DeploymentSettings settings,
        String message,
        boolean activate,
        Basis basis) {
    /** Wants a deployment under the operator's policy without anything else. */
    public NewDeployment(Function function, RunLimits limits, String message, boolean activate) {
        this(function, limits, DeploymentSettings.none(), message, activate, new Basis.Nothing());
    }
}
