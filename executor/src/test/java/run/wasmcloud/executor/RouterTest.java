package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import run.wasmcloud.cgi.CgiProgram;
import run.wasmcloud.model.DeploymentId;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.Grants;
import run.wasmcloud.store.ActiveDeployment;
import run.wasmcloud.store.Change;
import run.wasmcloud.store.SecretValues;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

class RouterTest {
    private final UserId owner = UserId.create();
    private final Map<String, ActiveDeployment> store = new HashMap<>();
    private long now;
    private int reads;
    private Runnable whileReading = () -> {};
    private boolean ready = true;
    private SecretValues secrets = SecretValues.none();
    private final Router router =
            new Router(
                    this::read,
                    this::route,
                    _ -> ready,
                    new Suspensions("abuse@example.com"),
                    () -> now);

    private Optional<ActiveDeployment> read(String label) {
        reads++;
        var found = Optional.ofNullable(store.get(label));
        whileReading.run();
        return found;
    }

    private Route route(ActiveDeployment deployment) {
        return new Route(
                deployment,
                secrets,
                new CgiProgram(deployment.name(), "test", ExecutorId.create(), Map.of()),
                Grants.none());
    }

    private ActiveDeployment deploy(String label, String name) {
        var deployment = TestDeployments.of(name, owner, Plan.FREE, UserState.ACTIVE);
        store.put(label, deployment);
        return deployment;
    }

    private static Change changed(String name) {
        return new Change.FunctionChanged(FunctionId.create(), new FunctionName(name));
    }

    private void assertUnknown(String label) {
        assertThatThrownBy(() -> router.find(label))
                .isInstanceOfSatisfying(
                        WasmcloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void readsALabelOnce() {
        var hello = deploy("hello", "hello");

        assertThat(router.find("hello").deployment()).isEqualTo(hello);
        assertThat(router.find("hello").deployment()).isEqualTo(hello);
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void readsAgainAfterAMinute() {
        deploy("hello", "hello");
        router.find("hello");
        now += Duration.ofSeconds(61).toNanos();

        router.find("hello");

        assertThat(reads).isEqualTo(2);
    }

    @Test
    void readsAgainWhenTheFunctionChanged() {
        deploy("hello", "hello");
        deploy("v1--hello", "hello");
        deploy("other", "other");
        router.find("hello");
        router.find("v1--hello");
        router.find("other");
        var newer = deploy("hello", "hello");
        store.remove("v1--hello");

        router.forget(changed("hello"));

        assertThat(router.find("hello").deployment()).isEqualTo(newer);
        assertUnknown("v1--hello");
        router.find("other");
        assertThat(reads).isEqualTo(5);
    }

    @Test
    void readsHostNamesAgainWhenTheirFunctionChanged() {
        var hello = deploy("shop.example.org", "hello");
        var other = deploy("other.example.org", "other");
        router.find("shop.example.org");
        router.find("other.example.org");
        assertUnknown("new.example.org");
        deploy("new.example.org", "hello");
        store.remove("shop.example.org");

        router.forget(new Change.FunctionChanged(hello.function(), hello.name()));

        assertUnknown("shop.example.org");
        router.find("new.example.org");
        assertThat(router.find("other.example.org").deployment()).isEqualTo(other);
        assertThat(reads).isEqualTo(5);
    }

    @Test
    void readsAgainWhenTheOwnerChanged() {
        deploy("hello", "hello");
        router.find("hello");
        store.put("hello", TestDeployments.of("hello", owner, Plan.FREE, UserState.LOCKED));
        router.forget(new Change.UserChanged(UserId.create()));
        router.find("hello");

        router.forget(new Change.UserChanged(owner));

        assertThatThrownBy(() -> router.find("hello"))
                .isInstanceOfSatisfying(
                        WasmcloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SUSPENDED));
    }

    @Test
    void readsAgainWhenEverythingChanged() {
        deploy("hello", "hello");
        router.find("hello");

        router.forget(new Change.EverythingChanged());

        router.find("hello");
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void remembersUnknownLabelsForAShortWhile() {
        assertUnknown("hello");
        assertUnknown("hello");
        assertThat(reads).isEqualTo(1);
        deploy("hello", "hello");
        now += Duration.ofSeconds(3).toNanos();

        assertThat(router.find("hello").deployment().name()).isEqualTo(new FunctionName("hello"));
    }

    @Test
    void answersANewFunctionAtOnce() {
        assertUnknown("hello");
        deploy("hello", "hello");

        router.forget(changed("hello"));

        router.find("hello");
    }

    @Test
    void doesNotKeepWhatChangedWhileItWasRead() {
        deploy("hello", "hello");
        whileReading =
                () -> {
                    whileReading = () -> {};
                    deploy("hello", "hello");
                    router.forget(changed("other"));
                };

        assertThat(router.find("hello").deployment()).isEqualTo(store.get("hello"));
        assertThat(router.find("hello").deployment()).isEqualTo(store.get("hello"));
    }

    @Test
    void knowsWhereALabelLedBeforeItsFunctionChanged() {
        var older = deploy("hello", "hello");
        router.find("hello");
        var newer = with(older);
        store.put("hello", newer);
        router.forget(changed("hello"));

        var now = router.find("hello");

        assertThat(now.deployment()).isEqualTo(newer);
        assertThat(router.earlier("hello", now)).map(Route::deployment).contains(older);
        assertThat(router.earlier("other", now)).isEmpty();
    }

    /** Returns another deployment of the same function. */
    private static ActiveDeployment with(ActiveDeployment deployment) {
        return new ActiveDeployment(
                deployment.function(),
                deployment.name(),
                deployment.owner(),
                deployment.ownerState(),
                deployment.plan(),
                deployment.planLimits(),
                DeploymentId.create(),
                deployment.number() + 1,
                deployment.module(),
                deployment.limits(),
                deployment.settings(),
                deployment.requestBody(),
                deployment.access());
    }

    @Test
    void doesNotLeadToAnotherFunctionThatHadTheName() {
        deploy("hello", "hello");
        router.find("hello");
        deploy("hello", "hello");
        router.forget(changed("hello"));

        assertThat(router.earlier("hello", router.find("hello"))).isEmpty();
    }

    @Test
    void doesNotLeadToWhatHasOtherSecretsThanThereAreNow() {
        var older = deploy("hello", "hello");
        router.find("hello");
        store.put("hello", with(older));
        secrets = new SecretValues(Map.of("KEY", "changed"));
        router.forget(changed("hello"));

        assertThat(router.earlier("hello", router.find("hello"))).isEmpty();

        secrets = SecretValues.none();
        assertThat(router.earlier("hello", route(older))).as("it is not kept either").isEmpty();
    }

    @Test
    void doesNotLeadToWhatWasNotReady() {
        var older = deploy("hello", "hello");
        router.find("hello");
        store.put("hello", with(older));
        ready = false;
        router.forget(changed("hello"));

        assertThat(router.earlier("hello", router.find("hello"))).isEmpty();
    }

    @Test
    void forgetsWhereALabelLedBeforeWhenTheOwnerChanged() {
        var older = deploy("hello", "hello");
        router.find("hello");
        store.put("hello", with(older));
        router.forget(changed("hello"));

        router.forget(new Change.UserChanged(owner));

        assertThat(router.earlier("hello", router.find("hello"))).isEmpty();
    }

    @Test
    void forgetsWhereALabelLedBeforeAfterAWhile() {
        var older = deploy("hello", "hello");
        router.find("hello");
        store.put("hello", with(older));
        router.forget(changed("hello"));
        now += Duration.ofMinutes(6).toNanos();

        assertThat(router.earlier("hello", router.find("hello"))).isEmpty();
    }
}
