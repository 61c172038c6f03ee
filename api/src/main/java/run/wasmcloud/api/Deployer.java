package run.wasmcloud.api;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.DeploymentItem;
import run.wasmcloud.model.wire.FilesItem;
import run.wasmcloud.model.wire.LimitsItem;
import run.wasmcloud.store.Basis;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Deployment;
import run.wasmcloud.store.DeploymentSettings;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.NewDeployment;
import run.wasmcloud.store.NewFiles;
import run.wasmcloud.store.NewModule;
import run.wasmcloud.store.ShippedFiles;
import run.wasmcloud.store.Store;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Makes deployments: a module, its settings, and the limits that follow from policy and plan.
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

    /** What is wanted beside a module and the settings. */
    record Wish(Caller caller, Function function, String message, boolean activate) {
        /** Reads what a request wants. */
        static Wish of(Caller caller, Function function, ApiRequest request) {
            return new Wish(
                    caller,
                    function,
                    DeploymentRoutes.message(request),
                    request.flag("activate", true));
        }
    }

    /**
     * Deploys a module with the settings that hold at the moment, changed.
     *
     * @param change of the settings; may be asked several times
     * @param files brought along, which the changed settings name
     * @throws WasmcloudException when the module cannot run with them
     */
    DeploymentItem deploy(
            Wish wish,
            byte[] wasm,
            UnaryOperator<DeploymentSettings> change,
            Optional<NewFiles> files) {
        return untilKept(
                () -> {
                    var before =
                            store.deployments()
                                    .active(wish.function().id())
                                    .map(Deployment::settings)
                                    .orElseGet(DeploymentSettings::none);
                    var settings = change.apply(before);
                    var plan = wish.caller().limits();
                    var policy = policies.of(settings.policy());
                    var limits = policy.limits(plan);
                    var report = gate.admit(wasm, limits, plan.compile());
                    var deployment =
                            store.deployments()
                                    .deploy(
                                            wanted(
                                                    wish,
                                                    limits,
                                                    settings,
                                                    new Basis.ActiveSettings(before)),
                                            new NewModule.Uploaded(
                                                    wish.caller().user().id(), wasm, report),
                                            files);
                    return made(
                            deployment,
                            Stream.of(
                                    report.warnings(), policy.warnings(plan), hidden(deployment)));
                });
    }

    /**
     * Deploys the active deployment's module with other settings.
     *
     * @param change of the settings; may be asked several times
     * @param files brought along, which the changed settings name
     * @param condition on the active deployment
     * @throws WasmcloudException {@code CONFLICT} when nothing is deployed yet, {@code
     *     PRECONDITION_FAILED}, {@code INVALID_MODULE} when the module cannot run with them
     */
    DeploymentItem redeploy(
            Wish wish,
            UnaryOperator<DeploymentSettings> change,
            Optional<NewFiles> files,
            IfMatch condition) {
        return untilKept(
                () -> {
                    var active = active(wish.function());
                    condition.require(active.number());
                    var settings = change.apply(active.settings());
                    var plan = wish.caller().limits();
                    var policy = policies.of(settings.policy());
                    var limits = policy.limits(plan);
                    requireMemory(active.module(), limits, plan.compile());
                    var deployment =
                            store.deployments()
                                    .deploy(
                                            wanted(
                                                    wish,
                                                    limits,
                                                    settings,
                                                    new Basis.Active(active.number())),
                                            new NewModule.Kept(active.module()),
                                            files);
                    return made(deployment, Stream.of(policy.warnings(plan), hidden(deployment)));
                });
    }

    /** A secret is what the guest sees, so that setting one is enough to replace a variable. */
    private List<String> hidden(Deployment deployment) {
        var configured = deployment.settings().config().keySet();
        return store.secrets().list(deployment.function()).stream()
                .map(secret -> secret.name().value())
                .filter(configured::contains)
                .map(
                        name ->
                                "the secret %s hides the configuration variable of that name"
                                        .formatted(name))
                .toList();
    }

    private Deployment active(Function function) {
        return store.deployments()
                .active(function.id())
                .orElseThrow(
                        () ->
                                new WasmcloudException(
                                        ErrorCode.CONFLICT,
                                        "Nothing is deployed yet, and policy, configuration and"
                                            + " files belong to a version: deploy a module, with"
                                            + " them if you like"));
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
            Wish wish, RunLimits limits, DeploymentSettings settings, Basis basis) {
        return new NewDeployment(
                wish.function(), limits, settings, wish.message(), wish.activate(), basis);
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

    private static DeploymentItem made(Deployment deployment, Stream<List<String>> warnings) {
        return item(deployment, warnings.flatMap(List::stream).toList(), true);
    }

    /** Returns a deployment in the form that callers see in a list. */
    static DeploymentItem item(Deployment deployment) {
        return item(deployment, List.of(), false);
    }

    /** Returns a deployment with all that belongs to it. */
    static DeploymentItem whole(Deployment deployment) {
        return item(deployment, List.of(), true);
    }

    private static DeploymentItem item(
            Deployment deployment, List<String> warnings, boolean whole) {
        var settings = deployment.settings();
        return new DeploymentItem(
                deployment.id().value(),
                deployment.number(),
                deployment.module().hex(),
                deployment.moduleBytes(),
                deployment.active(),
                deployment.message(),
                LimitsItem.of(deployment.limits()),
                Policies.source(deployment),
                whole ? settings.policy() : null,
                List.copyOf(settings.config().keySet()),
                whole ? settings.config() : null,
                settings.files().map(Deployer::files).orElse(null),
                warnings,
                deployment.createdAt());
    }

    private static FilesItem files(ShippedFiles files) {
        return new FilesItem(files.archive().hex(), files.count(), files.bytes());
    }
}
