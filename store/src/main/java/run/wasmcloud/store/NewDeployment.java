package run.wasmcloud.store;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.RunLimits;

/**
 * What a user wants to deploy, besides the module.
 *
 * @param policy the text of a valid policy file, at most 65,536 characters; null for the operator's
 *     default
 * @param message what the user says of it, at most 1,000 characters; empty when nothing
 * @param activate whether the function's address leads to it at once
 * @param basis what must not have changed meanwhile
 */
public record NewDeployment(
        Function function,
        RunLimits limits,
        @Nullable String policy,
        String message,
        boolean activate,
        Basis basis) {
    /** Wants a deployment under the operator's policy, whatever is there. */
    public NewDeployment(Function function, RunLimits limits, String message, boolean activate) {
        this(function, limits, null, message, activate, new Basis.Nothing());
    }
}
