package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.SuspensionReason;
import run.wasmcloud.model.Visibility;

import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

@ExtendWith(TestStore.class)
class FunctionAccessIT {
    private final Store store;
    private final Function function;

    FunctionAccessIT(Store store) {
        this.store = store;
        this.function = TestStore.function(store, TestStore.user(store));
        TestStore.deploy(store, function, "");
    }

    private Access access() {
        return store.routing().find(function.name().value()).orElseThrow().access();
    }

    private Function read() {
        return store.functions().find(function.owner(), function.name()).orElseThrow();
    }

    @Test
    void closesAFunctionAndTellsOfIt() {
        var told = new CopyOnWriteArrayList<Change>();
        try (var _ = store.changes().subscribe(told::add)) {
            store.access().setVisibility(function, Visibility.PRIVATE);
        }

        assertThat(access().visibility()).isEqualTo(Visibility.PRIVATE);
        assertThat(read().visibility()).isEqualTo(Visibility.PRIVATE);
        assertThat(told).contains(new Change.FunctionChanged(function.id(), function.name()));
    }

    @Test
    void suspendsAFunctionAndLetsItAnswerAgain() {
        var name = function.name();

        var first = store.access().suspend(name, SuspensionReason.SPAM, "sends mail").orElseThrow();
        var second = store.access().suspend(name, SuspensionReason.PHISHING, "").orElseThrow();

        assertThat(first.note()).isEqualTo("sends mail");
        assertThat(second).isEqualTo(new Suspension(SuspensionReason.PHISHING, "", first.since()));
        assertThat(access().suspension()).contains(SuspensionReason.PHISHING);
        assertThat(read().suspension()).contains(second);

        assertThat(store.access().lift(name)).isTrue();
        assertThat(store.access().lift(name)).isFalse();
        assertThat(access().suspension()).isEmpty();
    }

    @Test
    void suspendsNothingThatIsNotThere() {
        var unknown = new FunctionName("f-" + UUID.randomUUID());

        assertThat(store.access().suspend(unknown, SuspensionReason.OTHER, "")).isEmpty();
        assertThat(store.access().lift(unknown)).isFalse();
    }
}
