package run.wasmcloud.store;

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
        Instant createdAt) {}
