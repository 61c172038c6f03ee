package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.Visibility;
import run.wasmcloud.model.WasmcloudException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

@ExtendWith(TestStore.class)
class DeploymentsIT {
    private final Store store;

    DeploymentsIT(Store store) {
        this.store = store;
    }

    @Test
    void deploysBytesSoThatTheNameLeadsToThem() {
        var owner = TestStore.user(store);
        var function = TestStore.function(store, owner);
        var wasm = TestStore.module();
        var limits = Plan.PAID.limits().defaultRun();

        var deployment =
                store.deployments()
                        .deploy(
                                new NewDeployment(function, limits, "first", true),
                                owner.id(),
                                wasm,
                                TestStore.report(wasm));

        assertThat(deployment.number()).isEqualTo(1);
        assertThat(deployment.active()).isTrue();
        assertThat(deployment.limits()).isEqualTo(limits);
        assertThat(deployment.moduleBytes()).isEqualTo(wasm.length);
        assertThat(store.modules().read(deployment.module()).orElseThrow()).isEqualTo(wasm);
        assertThat(store.modules().find(deployment.module()).orElseThrow().report())
                .isEqualTo(TestStore.report(wasm));
        var found = store.routing().find(function.name().value()).orElseThrow();
        assertThat(found.access().visibility()).isEqualTo(Visibility.PUBLIC);
        assertThat(found.access().suspension()).isEmpty();
        assertThat(found)
                .isEqualTo(
                        new ActiveDeployment(
                                function.id(),
                                function.name(),
                                owner.id(),
                                UserState.ACTIVE,
                                Plan.PAID,
                                Plan.PAID.limits(),
                                deployment.id(),
                                1,
                                deployment.module(),
                                limits,
                                DeploymentSettings.none(),
                                RequestBodyForm.STREAMED,
                                found.access()));
    }

    @Test
    void numbersDeploymentsWithoutGapsWhenTheyComeAtOnce() throws Exception {
        var function = TestStore.function(store, TestStore.user(store));
        var numbers = new CopyOnWriteArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<java.util.concurrent.Future<?>>();
            for (var count = 0; count < 20; count++) {
                all.add(
                        threads.submit(
                                () -> numbers.add(TestStore.deploy(store, function, "").number())));
            }
            for (var each : all) {
                each.get();
            }
        }
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    void goesBackToAnOlderDeploymentAndKeepsBothAddresses() {
        var function = TestStore.function(store, TestStore.user(store));
        var first = TestStore.deploy(store, function, "first");
        var second = TestStore.deploy(store, function, "second");

        assertThat(store.deployments().activate(function, 1).orElseThrow().active()).isTrue();

        assertThat(active(function.name().value())).contains(first.id().value());
        assertThat(active("v1--" + function.name())).contains(first.id().value());
        assertThat(active("v2--" + function.name())).contains(second.id().value());
        assertThat(active("v3--" + function.name())).isEmpty();
        assertThat(store.deployments().activate(function, 3)).isEmpty();
    }

    private Optional<java.util.UUID> active(String label) {
        return store.routing().find(label).map(found -> found.deployment().value());
    }

    @Test
    void leadsNowhereForLabelsThatAreNoNames() {
        for (var label :
                List.of("", "v1--", "v0--abc", "v99999999999--abc", "a b", "\0", "x".repeat(99))) {
            assertThat(store.routing().find(label)).isEmpty();
        }
    }

    @Test
    void stagesADeploymentWithoutActivatingIt() {
        var owner = TestStore.user(store);
        var function = TestStore.function(store, owner);
        var first = TestStore.deploy(store, function, "");
        var staged =
                store.deployments()
                        .deploy(
                                new NewDeployment(function, first.limits(), "staged", false),
                                first.module());

        assertThat(staged.active()).isFalse();
        assertThat(
                        store.functions()
                                .find(owner.id(), function.name())
                                .orElseThrow()
                                .activeDeployment())
                .contains(1);
    }

    private Deployment deploy(Function function, String policy, Basis basis) {
        var limits = Plan.PAID.limits().defaultRun();
        var wasm = TestStore.module();
        var settings = DeploymentSettings.none().withPolicy(policy);
        return store.deployments()
                .deploy(
                        new NewDeployment(function, limits, settings, "", true, basis),
                        function.owner(),
                        wasm,
                        TestStore.report(wasm));
    }

    @Test
    void bringsThePolicyBackThatAnOlderDeploymentHad() {
        var function = TestStore.function(store, TestStore.user(store));
        deploy(function, "## first", new Basis.Nothing());
        deploy(function, "## second", new Basis.Nothing());
        assertThat(policy(function)).contains("## second");

        store.deployments().activate(function, 1);

        assertThat(policy(function)).contains("## first");
        assertThat(store.deployments().active(function.id()).orElseThrow().policy())
                .isEqualTo("## first");
    }

    private Optional<String> policy(Function function) {
        return store.routing().find(function.name().value()).map(ActiveDeployment::policy);
    }

    @Test
    void keepsNoDeploymentWhoseBasisHasChanged() {
        var function = TestStore.function(store, TestStore.user(store));
        deploy(function, "## a", new Basis.Active(0));
        deploy(function, "## a", onPolicy("## a"));
        deploy(function, "## b", new Basis.Active(2));

        for (var outdated :
                List.of(
                        new Basis.Active(0),
                        new Basis.Active(2),
                        onPolicy("## a"),
                        onPolicy(null))) {
            assertThatExceptionOfType(WasmcloudException.class)
                    .isThrownBy(() -> deploy(function, "## c", outdated))
                    .extracting(WasmcloudException::code)
                    .isEqualTo(ErrorCode.PRECONDITION_FAILED);
        }
        assertThat(deploy(function, "## b", onPolicy("## b")).number()).isEqualTo(4);
    }

    private static Basis onPolicy(@Nullable String policy) {
        return new Basis.ActiveSettings(DeploymentSettings.none().withPolicy(policy));
    }

    @Test
    void bringsConfigurationAndFilesBackThatAnOlderDeploymentHad() {
        var owner = TestStore.user(store);
        var function = TestStore.function(store, owner);
        var zip = TestStore.module();
        var files = new ShippedFiles(ModuleHash.of(zip), 3, 1234);
        var first =
                DeploymentSettings.none()
                        .withConfig(Map.of("GREETING", "größe\n", "B", ""))
                        .withFiles(Optional.of(files));
        var wasm = TestStore.module();
        var module = new NewModule.Uploaded(owner.id(), wasm, TestStore.report(wasm));
        store.deployments()
                .deploy(wanted(function, first), module, Optional.of(new NewFiles(files, zip)));
        store.deployments()
                .deploy(wanted(function, first.withConfig(Map.of())), ModuleHash.of(wasm));
        assertThat(active(function).settings()).isEqualTo(first.withConfig(Map.of()));

        store.deployments().activate(function, 1);

        assertThat(active(function).settings()).isEqualTo(first);
        assertThat(store.deployments().active(function.id()).orElseThrow().settings())
                .isEqualTo(first);
        assertThat(store.fileArchives().read(files.archive()).orElseThrow()).isEqualTo(zip);
    }

    private static NewDeployment wanted(Function function, DeploymentSettings settings) {
        return new NewDeployment(
                function, Plan.PAID.limits().defaultRun(), settings, "", true, new Basis.Nothing());
    }

    private ActiveDeployment active(Function function) {
        return store.routing().find(function.name().value()).orElseThrow();
    }

    @Test
    void listsTheNewestFirstInParts() {
        var function = TestStore.function(store, TestStore.user(store));
        for (var count = 0; count < 5; count++) {
            TestStore.deploy(store, function, "");
        }
        var first = store.deployments().list(function.id(), Optional.empty(), 3);
        var second = store.deployments().list(function.id(), first.next(), 3);

        assertThat(first.items()).extracting(Deployment::number).containsExactly(5, 4, 3);
        assertThat(second.items()).extracting(Deployment::number).containsExactly(2, 1);
        assertThat(second.next()).isEmpty();
    }

    @Test
    void refusesToDeployToADeletedFunctionAndKeepsNothingOfIt() {
        var owner = TestStore.user(store);
        var function = TestStore.function(store, owner);
        store.functions().delete(owner.id(), function.name());
        var wasm = TestStore.module();
        var report = TestStore.report(wasm);

        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(
                        () ->
                                store.deployments()
                                        .deploy(
                                                new NewDeployment(
                                                        function,
                                                        Plan.PAID.limits().defaultRun(),
                                                        "",
                                                        true),
                                                owner.id(),
                                                wasm,
                                                report))
                .extracting(WasmcloudException::code)
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(store.modules().find(report.sha256())).isEmpty();
    }

    @Test
    void tellsSubscribersBeforeTheCallReturns() {
        var function = TestStore.function(store, TestStore.user(store));
        var heard = new CopyOnWriteArrayList<Change>();
        try (var _ = store.changes().subscribe(heard::add)) {
            TestStore.deploy(store, function, "");
            assertThat(heard).contains(new Change.FunctionChanged(function.id(), function.name()));
        }
    }
}
