package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.User;
import run.wasmcloud.model.WasmcloudException;

import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@ExtendWith(TestStore.class)
class FunctionsIT {
    private final Store store;

    FunctionsIT(Store store) {
        this.store = store;
    }

    @Test
    void makesAFunctionWithAGeneratedName() {
        var owner = TestStore.user(store);
        var function = store.functions().create(owner, Optional.empty(), "says hello");

        assertThat(function.name().value()).matches("[a-z]+-[a-z]+-[0-9]+");
        assertThat(function.description()).isEqualTo("says hello");
        assertThat(function.activeDeployment()).isEmpty();
        assertThat(store.functions().find(owner.id(), function.name())).contains(function);
        assertThat(store.routing().find(function.name().value())).isEmpty();
    }

    @Test
    void suggestsFreeNamesForATakenOne() {
        var owner = TestStore.user(store);
        var name = name();
        store.functions().create(owner, Optional.of(name), "");
        store.functions().create(owner, Optional.of(new FunctionName(name + "-2")), "");

        var error =
                assertThatExceptionOfType(WasmcloudException.class)
                        .isThrownBy(() -> store.functions().create(owner, Optional.of(name), ""))
                        .actual();

        assertThat(error.code()).isEqualTo(ErrorCode.NAME_TAKEN);
        assertThat(error.errors()).singleElement().extracting("pointer").isEqualTo("/name");
        assertThat(error.detail()).contains(name + "-3").doesNotContain(name + "-2,");
    }

    @Test
    void showsAUsersFunctionsToNobodyElse() {
        var owner = TestStore.user(store);
        var other = TestStore.user(store);
        var function = TestStore.function(store, owner);

        assertThat(store.functions().find(other.id(), function.name())).isEmpty();
        assertThat(store.functions().delete(other.id(), function.name())).isFalse();
        assertThat(store.functions().list(other.id(), Optional.empty(), 10).items()).isEmpty();
    }

    @Test
    void listsByNameInParts() {
        var owner = TestStore.user(store);
        for (var count = 0; count < 5; count++) {
            TestStore.function(store, owner);
        }
        var first = store.functions().list(owner.id(), Optional.empty(), 2);
        var second = store.functions().list(owner.id(), first.next(), 2);
        var third = store.functions().list(owner.id(), second.next(), 2);

        var all = new ArrayList<>(first.items());
        all.addAll(second.items());
        all.addAll(third.items());
        assertThat(all).hasSize(5).extracting(Function::name).isSorted();
        assertThat(third.next()).isEmpty();
    }

    @Test
    void keepsTheNameOfADeletedFunction() {
        var owner = TestStore.user(store);
        var function = TestStore.function(store, owner);
        TestStore.deploy(store, function, "");

        assertThat(store.functions().delete(owner.id(), function.name())).isTrue();

        assertThat(store.functions().delete(owner.id(), function.name())).isFalse();
        assertThat(store.functions().find(owner.id(), function.name())).isEmpty();
        assertThat(store.routing().find(function.name().value())).isEmpty();
        assertThat(store.routing().find("v1--" + function.name())).isEmpty();
        assertThat(create(owner, function.name())).isEqualTo(Optional.of(ErrorCode.NAME_TAKEN));
    }

    @Test
    void removesADeletedFunctionForGoodAfterThirtyDays() {
        var owner = TestStore.user(store);
        var function = TestStore.function(store, owner);
        TestStore.deploy(store, function, "");
        store.functions().delete(owner.id(), function.name());
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "UPDATE functions SET deleted_at = now() - interval '31"
                                                + " days' WHERE id = ?",
                                        function.id().value()));

        store.maintain();

        assertThat(create(owner, function.name())).isEmpty();
    }

    @Test
    void allowsNoMoreThanThePlanDoesEvenWhenAllComeAtOnce() throws Exception {
        var owner =
                store.users()
                        .create(
                                UUID.randomUUID() + "@example.com",
                                TestStore.PASSWORD,
                                Role.USER,
                                Plan.APPLICANT);
        var refusals = new ArrayList<Optional<ErrorCode>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts = new ArrayList<Future<Optional<ErrorCode>>>();
            for (var count = 0; count < 8; count++) {
                attempts.add(threads.submit(() -> create(owner, name())));
            }
            for (var attempt : attempts) {
                refusals.add(attempt.get());
            }
        }
        assertThat(refusals.stream().filter(Optional::isEmpty)).hasSize(3);
        assertThat(refusals.stream().flatMap(Optional::stream))
                .hasSize(5)
                .containsOnly(ErrorCode.QUOTA_REACHED);
    }

    private Optional<ErrorCode> create(User owner, FunctionName name) {
        try {
            store.functions().create(owner, Optional.of(name), "");
            return Optional.empty();
        } catch (WasmcloudException e) {
            return Optional.of(e.code());
        }
    }

    private static FunctionName name() {
        return new FunctionName("n-" + UUID.randomUUID());
    }
}
