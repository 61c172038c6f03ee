package run.wasmcloud.store;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.DeploymentId;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.RunLimits;

import java.time.Instant;

/**
 * One version of a function.
 *
 * @param number 1, 2, 3… within its function
 * @param moduleBytes the module's size
 * @param active whether the function's address leads to it
 * @param message what the user said of it; empty when nothing
 */
public record Deployment(
        DeploymentId id,
        FunctionId function,
        int number,
        ModuleHash module,
        long moduleBytes,
        boolean active,
        String message,
        RunLimits limits,
        DeploymentSettings settings,
        Instant createdAt) {
    /** Returns the policy file's text; null where the operator's default holds. */
    public @Nullable String policy() {
        return settings.policy();
    }
}
