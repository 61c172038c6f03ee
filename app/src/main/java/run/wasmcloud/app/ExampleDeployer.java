package run.wasmcloud.app;

import run.wasmcloud.api.ExampleCatalogue;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.User;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.ExampleItem;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.runtime.compiled.CompiledModules;
import run.wasmcloud.store.Basis;
import run.wasmcloud.store.DeploymentSettings;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.NewDeployment;
import run.wasmcloud.store.Store;

import java.util.Optional;

/** Puts the examples on a local installation, so that something answers from the first minute. */
final class ExampleDeployer {
    private final Store store;
    private final CompiledModules modules;
    private final ExampleCatalogue examples;
    private final Policy policy;

    ExampleDeployer(
            Store store, CompiledModules modules, ExampleCatalogue examples, Policy policy) {
        this.store = store;
        this.modules = modules;
        this.examples = examples;
        this.policy = policy;
    }

    /**
     * Deploys those that are not there. One whose name is taken, also by one that was deleted, is
     * left out.
     */
    void deployMissing(User owner) {
        for (var example : examples.items()) {
            function(owner, example)
                    .filter(function -> function.activeDeployment().isEmpty())
                    .ifPresent(function -> deploy(owner, function, example));
        }
    }

    private Optional<Function> function(User owner, ExampleItem example) {
        var name = new FunctionName(example.id());
        var found = store.functions().find(owner.id(), name);
        if (found.isPresent()) {
            return found;
        }
        try {
            return Optional.of(
                    store.functions().create(owner, Optional.of(name), example.description()));
        } catch (WasmcloudException e) {
            if (e.code() == ErrorCode.NAME_TAKEN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void deploy(User owner, Function function, ExampleItem example) {
        var wasm = examples.wasm(example.id()).orElseThrow();
        var plan = store.plans().limits(owner.plan());
        var own = examples.policy(example.id());
        var limits = own.map(Policy::parse).orElse(policy).limits(plan);
        var report = modules.admit(wasm, limits, plan.compile());
        store.deployments()
                .deploy(
                        new NewDeployment(
                                function,
                                limits,
                                DeploymentSettings.none().withPolicy(own.orElse(null)),
                                "example: " + example.title(),
                                true,
                                new Basis.Nothing()),
                        owner.id(),
                        wasm,
                        report);
    }
}
