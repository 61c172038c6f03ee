package run.wasmcloud.store;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.DeploymentId;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.PlanLimits;
import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.UserState;

/**
 * What an executor needs to run a function.
 *
 * @param ownerState when it is {@code LOCKED}, the function is not to be run
 * @param planLimits what the owner's plan allows at the moment
 * @param number the deployment's number
 * @param limits what the deployment asked for, bounded by what the plan allows at the moment
 * @param requestBody how the function gets the body of a request
 * @param access who may call the function
 */
public record ActiveDeployment(
        FunctionId function,
        FunctionName name,
        UserId owner,
        UserState ownerState,
        Plan plan,
        PlanLimits planLimits,
        DeploymentId deployment,
        int number,
        ModuleHash module,
        RunLimits limits,
        DeploymentSettings settings,
        RequestBodyForm requestBody,
        Access access) {
    /** Returns the policy file's text; null where the operator's default holds. */
    public @Nullable String policy() {
        return settings.policy();
    }

    /** Returns whether the function may be run. */
    public Standing standing() {
        return new Standing(ownerState, access.suspension());
    }
}
