package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.User;
import run.wasmcloud.model.Visibility;
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
        deletedLongAgo(function);

        store.maintain();

        assertThat(create(owner, function.name())).isEmpty();
    }

    private void deletedLongAgo(Function function) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "UPDATE functions SET deleted_at = now() - interval '31"
                                                + " days' WHERE id = ?",
                                        function.id().value()));
    }

    @Test
    void bringsADeletedFunctionBackWithAllThatItHad() {
        var owner = TestStore.user(store);
        var function = TestStore.function(store, owner);
        TestStore.deploy(store, function, "");
        var before = store.functions().find(owner.id(), function.name()).orElseThrow();
        store.functions().delete(owner.id(), function.name());
        assertThat(store.functions().list(owner.id(), Optional.empty(), 10).items()).isEmpty();
        assertThat(store.functions().deleted(owner.id(), Optional.empty(), 10).items())
                .singleElement()
                .satisfies(deleted -> assertThat(deleted.deletedAt()).isPresent());

        var restored = store.functions().restore(owner, function.name()).orElseThrow();

        assertThat(restored)
                .usingRecursiveComparison()
                .ignoringFields("updatedAt")
                .isEqualTo(before);
        assertThat(store.routing().find(function.name().value())).isPresent();
        assertThat(store.functions().deleted(owner.id(), Optional.empty(), 10).items()).isEmpty();
        assertThat(store.functions().restore(owner, function.name())).contains(restored);
    }

    @Test
    void bringsNothingBackThatWasDeletedTooLongAgoOrIsAnothersOrIsOneTooMany() {
        var owner = TestStore.user(store);
        var function = TestStore.function(store, owner);
        store.functions().delete(owner.id(), function.name());
        assertThat(store.functions().restore(TestStore.user(store), function.name())).isEmpty();

        var applicant =
                store.users()
                        .create(
                                UUID.randomUUID() + "@example.com",
                                TestStore.PASSWORD,
                                Role.USER,
                                Plan.APPLICANT);
        var first = TestStore.function(store, applicant);
        store.functions().delete(applicant.id(), first.name());
        for (var count = 0; count < 3; count++) {
            TestStore.function(store, applicant);
        }
        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(() -> store.functions().restore(applicant, first.name()))
                .extracting(WasmcloudException::code)
                .isEqualTo(ErrorCode.QUOTA_REACHED);

        deletedLongAgo(function);
        assertThat(store.functions().deleted(owner.id(), Optional.empty(), 10).items()).isEmpty();
        assertThat(store.functions().restore(owner, function.name())).isEmpty();
    }

    @Test
    void tellsTheOwnerThatATakenNameIsThatOfADeletedFunction() {
        var owner = TestStore.user(store);
        var function = TestStore.function(store, owner);
        store.functions().delete(owner.id(), function.name());

        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(() -> store.functions().create(owner, Optional.of(function.name()), ""))
                .withMessageContaining("restore it");
        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(
                        () ->
                                store.functions()
                                        .create(
                                                TestStore.user(store),
                                                Optional.of(function.name()),
                                                ""))
                .withMessageContaining("is taken")
                .withMessageNotContaining("delete");
    }

    @Test
    void changesOnlyTheSettingsThatWereSeen() {
        var owner = TestStore.user(store);
        var function = store.functions().create(owner, Optional.empty(), "before");
        var description =
                new FunctionChange(Optional.of("after"), Optional.empty(), Optional.empty());
        var form =
                new FunctionChange(
                        Optional.empty(),
                        Optional.of(RequestBodyForm.BUFFERED),
                        Optional.of(Visibility.PRIVATE));

        var changed =
                store.functions()
                        .change(function.id(), description, Optional.of(function.settingsVersion()))
                        .orElseThrow();
        assertThat(changed.description()).isEqualTo("after");
        assertThat(changed.requestBody()).isEqualTo(RequestBodyForm.STREAMED);

        assertThat(
                        store.functions()
                                .change(
                                        function.id(),
                                        form,
                                        Optional.of(function.settingsVersion())))
                .isEmpty();
        var last = store.functions().change(function.id(), form, Optional.empty()).orElseThrow();
        assertThat(last.description()).isEqualTo("after");
        assertThat(last.requestBody()).isEqualTo(RequestBodyForm.BUFFERED);
        TestStore.deploy(store, function, "");
        assertThat(store.functions().find(owner.id(), function.name()).orElseThrow())
                .extracting(Function::settingsVersion)
                .isEqualTo(last.settingsVersion());
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
