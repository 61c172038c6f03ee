package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.DeploymentItem;
import run.wasmcloud.model.wire.LimitsItem;
import run.wasmcloud.store.Basis;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Deployment;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.NewDeployment;
import run.wasmcloud.store.Store;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes deployments: a module, a policy, and the limits that follow from the policy and the plan.
 * Thread-safe.
 */
final class Deployer {
    private static final int ATTEMPTS = 3;

    private final Store store;
    private final ModuleGate gate;
    private final Policies policies;

    Deployer(Store store, ModuleGate gate, Policies policies) {
        this.store = store;
        this.gate = gate;
        this.policies = policies;
    }

    /** What is wanted beside module and policy. */
    record Wish(Caller caller, Function function, String message, boolean activate) {}

    /**
     * Deploys a module under the policy that holds at the moment.
     *
     * @throws WasmcloudException when the module cannot run under it
     */
    DeploymentItem deploy(Wish wish, byte[] wasm) {
        return untilKept(
                () -> {
                    var policy =
                            store.deployments()
                                    .active(wish.function().id())
                                    .map(Deployment::policy)
                                    .orElse(null);
                    return deploy(wish, wasm, policy, new Basis.ActivePolicy(policy));
                });
    }

    /**
     * Deploys a module under a policy of its own.
     *
     * @param policy valid
     * @throws WasmcloudException when the module cannot run under it
     */
    DeploymentItem deploy(Wish wish, byte[] wasm, String policy) {
        return deploy(wish, wasm, policy, new Basis.Nothing());
    }

    private DeploymentItem deploy(Wish wish, byte[] wasm, @Nullable String text, Basis basis) {
        var plan = wish.caller().limits();
        var policy = policies.of(text);
        var report = gate.admit(wasm, policy.limits(plan), plan.compile());
        var deployment =
                store.deployments()
                        .deploy(
                                wanted(wish, policy.limits(plan), text, basis),
                                wish.caller().user().id(),
                                wasm,
                                report);
        return item(
                deployment,
                Stream.concat(report.warnings().stream(), policy.warnings(plan).stream()).toList());
    }

    /**
     * Deploys the active deployment's module under another policy.
     *
     * @param text valid; null for the operator's
     * @param condition on the active deployment
     * @throws WasmcloudException {@code CONFLICT} when nothing is deployed yet, {@code
     *     PRECONDITION_FAILED}, {@code INVALID_MODULE} when the module cannot run under it
     */
    DeploymentItem deployPolicy(Wish wish, @Nullable String text, IfMatch condition) {
        var plan = wish.caller().limits();
        var policy = policies.of(text);
        var limits = policy.limits(plan);
        return untilKept(
                () -> {
                    var active = active(wish.function());
                    condition.require(active.number());
                    requireMemory(active.module(), limits, plan.compile());
                    var wanted = wanted(wish, limits, text, new Basis.Active(active.number()));
                    return item(
                            store.deployments().deploy(wanted, active.module()),
                            policy.warnings(plan));
                });
    }

    private Deployment active(Function function) {
        return store.deployments()
                .active(function.id())
                .orElseThrow(
                        () ->
                                new WasmcloudException(
                                        ErrorCode.CONFLICT,
                                        "Nothing is deployed yet, and a policy belongs to a"
                                            + " version: deploy a module, with its policy if you"
                                            + " like"));
    }

    /** Refuses, as an upload would, a module that begins with more memory than it may have. */
    private void requireMemory(ModuleHash module, RunLimits limits, CompileLimits compile) {
        var pages =
                store.modules()
                        .find(module)
                        .flatMap(stored -> stored.report().memory())
                        .map(memory -> memory.initialPages())
                        .orElse(0L);
        if (pages > limits.memoryPages()) {
            gate.admit(store.modules().read(module).orElseThrow(), limits, compile);
        }
    }

    private static NewDeployment wanted(
            Wish wish, RunLimits limits, @Nullable String policy, Basis basis) {
        return new NewDeployment(
                wish.function(), limits, policy, wish.message(), wish.activate(), basis);
    }

    /** What somebody else changes meanwhile is looked at again. */
    private static DeploymentItem untilKept(Supplier<DeploymentItem> attempt) {
        for (int i = 1; i < ATTEMPTS; i++) {
            try {
                return attempt.get();
            } catch (WasmcloudException e) {
                if (e.code() != ErrorCode.PRECONDITION_FAILED) {
                    throw e;
                }
            }
        }
        return attempt.get();
    }

    /** Returns a deployment in the form that callers see. */
    static DeploymentItem item(Deployment deployment) {
        return item(deployment, List.of());
    }

    private static DeploymentItem item(Deployment deployment, List<String> warnings) {
        return new DeploymentItem(
                deployment.id().value(),
                deployment.number(),
                deployment.module().hex(),
                deployment.moduleBytes(),
                deployment.active(),
                deployment.message(),
                LimitsItem.of(deployment.limits()),
                Policies.source(deployment),
                warnings,
                deployment.createdAt());
    }
}
