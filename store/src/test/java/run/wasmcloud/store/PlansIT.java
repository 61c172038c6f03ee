package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.PlanLimits;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.WasmcloudException;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** On a database of its own, since plans are everybody's. */
@ExtendWith(TestStore.class)
class PlansIT {
    private static final PlanLimits CHANGED =
            Plan.PAID
                    .limits()
                    .with(PlanFigure.FUNCTIONS, 1)
                    .with(PlanFigure.DEPLOYMENTS_KEPT, 2)
                    .with(PlanFigure.INVOCATIONS_A_MONTH, 5);

    private final DatabaseAddress address;
    private final Path folder;
    private Store store;

    PlansIT(Store server, @TempDir Path folder) {
        this.address = TestStore.database(server);
        this.folder = folder;
    }

    @BeforeEach
    void open() throws Exception {
        store = openStore();
    }

    private Store openStore() throws Exception {
        return Store.open(
                address,
                FolderBlobStore.open(folder.resolve("modules")),
                new StoreKeys(
                        SigningKeys.inFolder(folder.resolve("keys")),
                        MasterKeys.inFile(folder.resolve("master-keys"))));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void beginsWithTheDocumentedFigures() {
        for (var plan : Plan.values()) {
            assertThat(store.plans().limits(plan)).as(plan.name()).isEqualTo(plan.limits());
        }
        assertThat(store.plans().list())
                .extracting(StoredPlan::name)
                .containsExactly(Plan.values());
    }

    @Test
    void holdsForEverybodyFromTheNextRequestOn() {
        var user = TestStore.user(store);
        var function = TestStore.function(store, user);
        var jwt =
                store.tokens()
                        .issue(
                                user.id(),
                                Token.Kind.API,
                                "",
                                TokenScope.READ,
                                Instant.now().plusSeconds(60))
                        .jwt();

        var changed = store.plans().put(Plan.PAID, CHANGED, OptionalInt.of(1)).orElseThrow();

        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.limits()).isEqualTo(CHANGED);
        assertThat(store.tokenChecker().check(jwt).limits()).isEqualTo(CHANGED);
        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(() -> TestStore.function(store, user))
                .withMessageContaining("1 of 1 functions of the plan paid")
                .extracting(WasmcloudException::code)
                .isEqualTo(ErrorCode.QUOTA_REACHED);
        for (var i = 0; i < 3; i++) {
            TestStore.deploy(store, function, "");
        }
        assertThat(store.deployments().list(function.id(), Optional.empty(), 10).items())
                .hasSize(2);
        assertThat(store.routing().find(function.name().value()).orElseThrow().planLimits())
                .isEqualTo(CHANGED);
    }

    @Test
    void boundsDeploymentsThatWereMadeWhenItAllowedMore() {
        var function = TestStore.function(store, TestStore.user(store));
        TestStore.deploy(store, function, "");
        var name = function.name().value();
        var before = store.routing().find(name).orElseThrow().limits();
        var less =
                Plan.PAID
                        .limits()
                        .with(PlanFigure.MEMORY_PAGES, 7)
                        .with(PlanFigure.FUEL, 1_000)
                        .with(PlanFigure.WALL_MILLIS, 20)
                        .with(PlanFigure.OUTBOUND_REQUESTS, 1);

        store.plans().put(Plan.PAID, less, OptionalInt.empty());

        var limits = store.routing().find(name).orElseThrow().limits();
        assertThat(limits.memoryPages()).isEqualTo(7);
        assertThat(limits.fuel()).isEqualTo(1_000);
        assertThat(limits.wallTime()).isEqualTo(Duration.ofMillis(20));
        assertThat(limits.outbound().requests()).isEqualTo(1);
        assertThat(store.routing().find("v1--" + name).orElseThrow().limits()).isEqualTo(limits);

        store.plans().put(Plan.PAID, Plan.PAID.limits(), OptionalInt.empty());

        assertThat(store.routing().find(name).orElseThrow().limits()).isEqualTo(before);
    }

    @Test
    void doesNotOverwriteWhatSomebodyElseChanged() {
        store.plans().put(Plan.FREE, CHANGED, OptionalInt.empty());

        assertThat(store.plans().put(Plan.FREE, Plan.FREE.limits(), OptionalInt.of(1))).isEmpty();

        assertThat(store.plans().limits(Plan.FREE)).isEqualTo(CHANGED);
    }

    @Test
    void tellsWhatChanged() {
        store.plans().put(Plan.FREE, Plan.FREE.limits(), OptionalInt.empty());
        store.plans()
                .put(
                        Plan.FREE,
                        Plan.FREE
                                .limits()
                                .with(PlanFigure.FUNCTIONS, 21)
                                .with(PlanFigure.FUEL_A_MONTH, PlanFigure.UNBOUNDED),
                        OptionalInt.empty());

        var event =
                store.auditTrail()
                        .list(
                                new AuditQuery(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of("plan.change"),
                                        Optional.of("free"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        1))
                        .items()
                        .getFirst();

        assertThat(event.details())
                .isEqualTo(
                        Map.of("functions", "20 → 21", "fuelAMonth", "100000000000000 → no bound"));
    }

    @Test
    void isToldToOtherProcesses() throws Exception {
        try (var other = openStore()) {
            var ready = new CountDownLatch(1);
            var told = new CountDownLatch(1);
            other.changes()
                    .subscribe(
                            change -> {
                                if (change instanceof Change.UserChanged) {
                                    ready.countDown();
                                } else if (ready.getCount() == 0) {
                                    told.countDown();
                                }
                            });
            store.users().setPlan(TestStore.user(store).id(), Plan.FREE);
            assertThat(ready.await(30, TimeUnit.SECONDS)).isTrue();

            store.plans().put(Plan.FREE, CHANGED, OptionalInt.empty());

            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
