package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import run.wasmcloud.model.DeploymentId;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.model.TrapFrame;
import run.wasmcloud.model.Trigger;
import run.wasmcloud.model.UuidV7;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@ExtendWith(TestStore.class)
class InvocationsIT {
    private final Store store;
    private Function function;

    InvocationsIT(Store store) {
        this.store = store;
        this.function = TestStore.function(store, TestStore.user(store));
    }

    @BeforeEach
    void makeFunction() {
        function = TestStore.function(store, TestStore.user(store));
    }

    static List<Outcome> outcomes() {
        return List.of(
                new Outcome.Completed(),
                new Outcome.Cancelled(),
                new Outcome.Exited(3),
                new Outcome.Trapped(
                        "unreachable",
                        List.of(
                                new TrapFrame(7, Optional.of("main"), 0x1234),
                                new TrapFrame(8, Optional.empty(), Long.MAX_VALUE))),
                new Outcome.BadResponse("no \"blank\" line"),
                new Outcome.Denied("https://example.com/"),
                new Outcome.LimitReached(RunLimit.FUEL),
                new Outcome.LimitReached(RunLimit.TIME),
                new Outcome.PlatformFailed(UUID.randomUUID().toString()));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void returnsAReceiptAsItWasAdded(Outcome outcome) {
        var deployment = TestStore.deploy(store, function, "");
        var invocation = invocation(InvocationId.create(), deployment.id(), outcome);

        TestStore.ship(store, List.of(invocation));

        assertThat(store.invocations().find(function.owner(), invocation.id()))
                .contains(new StoredInvocation(invocation, function.name()));
    }

    @Test
    void listsTheNewestFirstInPartsAcrossDays() {
        var now = System.currentTimeMillis();
        var added = new ArrayList<Invocation>();
        for (var days = 0; days < 5; days++) {
            var id = new InvocationId(UuidV7.at(now - Duration.ofDays(days).toMillis()));
            added.add(invocation(id, DeploymentId.create(), new Outcome.Completed()));
        }
        TestStore.ship(store, added);

        var first = list(Optional.empty(), Optional.empty());
        var second = list(Optional.empty(), first.next());
        var third = list(Optional.empty(), second.next());

        var all = new ArrayList<>(first.items());
        all.addAll(second.items());
        all.addAll(third.items());
        assertThat(all).extracting(StoredInvocation::invocation).isEqualTo(added);
        assertThat(third.next()).isEmpty();
    }

    @Test
    void filtersByOutcome() {
        var bad = invocation(InvocationId.create(), DeploymentId.create(), new Outcome.Exited(1));
        TestStore.ship(store, List.of(completed(), bad, completed()));

        assertThat(ids(Optional.of("exited"))).containsExactly(bad.id());
        assertThat(ids(Optional.of("' OR true --"))).isEmpty();
    }

    @Test
    void showsReceiptsToTheOwnerOnly() {
        var invocation = completed();
        TestStore.ship(store, List.of(invocation));

        assertThat(store.invocations().find(TestStore.user(store).id(), invocation.id())).isEmpty();
    }

    @Test
    void takesWhatHostileGuestsWrite() {
        var frames = List.of(new TrapFrame(1, Optional.of("a\0b\\u0000\ud800"), 1));
        TestStore.ship(
                store,
                List.of(
                        invocation(
                                InvocationId.create(),
                                DeploymentId.create(),
                                new Outcome.Trapped("\0", frames)),
                        invocation(
                                InvocationId.create(),
                                DeploymentId.create(),
                                new Outcome.BadResponse("a\0'; DROP TABLE users; --"))));

        assertThat(ids(Optional.empty())).hasSize(2);
    }

    @Test
    void refusesACursorThatIsNone() {
        assertThat(UsersIT.refusal(() -> list(Optional.empty(), Optional.of("x"))))
                .isEqualTo(ErrorCode.INVALID_VALUE);
    }

    private List<InvocationId> ids(Optional<String> outcome) {
        return store
                .invocations()
                .list(function.id(), outcome, Optional.empty(), 100)
                .items()
                .stream()
                .map(stored -> stored.invocation().id())
                .toList();
    }

    private Slice<StoredInvocation> list(Optional<String> outcome, Optional<String> after) {
        return store.invocations().list(function.id(), outcome, after, 2);
    }

    private Invocation completed() {
        return invocation(InvocationId.create(), DeploymentId.create(), new Outcome.Completed());
    }

    private Invocation invocation(InvocationId id, DeploymentId deployment, Outcome outcome) {
        return new Invocation(
                id,
                function.id(),
                deployment,
                3,
                new ExecutorId(UuidV7.next()),
                Trigger.HTTP,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                200,
                new Receipt(
                        outcome,
                        Duration.ofNanos(1_234_567),
                        Duration.ofNanos(999),
                        Long.MAX_VALUE,
                        131_072,
                        Map.of("fd_write", 2L, "a\"b", 1L),
                        Map.of("https://example.com", 1L),
                        10,
                        20,
                        1,
                        "wasmtime 50.0.1"));
    }
}
