package run.wasmcloud.executor;

import run.wasmcloud.model.DeploymentId;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.UserState;
import run.wasmcloud.store.Access;
import run.wasmcloud.store.ActiveDeployment;
import run.wasmcloud.store.DeploymentSettings;

/** Deployments that no store has. */
final class TestDeployments {
    private TestDeployments() {}

    static ActiveDeployment of(String name, UserId owner, Plan plan, UserState state) {
        return new ActiveDeployment(
                FunctionId.create(),
                new FunctionName(name),
                owner,
                state,
                plan,
                plan.limits(),
                DeploymentId.create(),
                1,
                ModuleHash.of(new byte[0]),
                plan.limits().defaultRun(),
                DeploymentSettings.none(),
                RequestBodyForm.STREAMED,
                Access.open());
    }

    static ActiveDeployment of(UserId owner, Plan plan) {
        return of("name", owner, plan, UserState.ACTIVE);
    }
}
