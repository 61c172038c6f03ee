package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenId;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.UuidV7;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ExtendWith(TestStore.class)
class AuditTrailIT {
    private final Store store;
    private final User user;

    AuditTrailIT(Store store) {
        this.store = store;
        this.user = TestStore.user(store);
    }

    @Test
    void tellsOfEveryMutation() {
        var function = TestStore.function(store, user);
        TestStore.deploy(store, function, "");
        store.deployments().activate(function, 1);
        store.functions().delete(user.id(), function.name());
        store.modules().put(user.id(), TestStore.module(), TestStore.report(TestStore.module()));
        var token = token();
        store.tokens().revoke(user.id(), token);
        store.users().setPlan(user.id(), Plan.FREE);
        store.users().setPassword(user.id(), "another password");
        store.users().setState(user.id(), UserState.LOCKED);
        store.users().setState(user.id(), UserState.ACTIVE);

        assertThat(events())
                .extracting(AuditEvent::action)
                .containsExactlyInAnyOrder(
                        "user.create",
                        "function.create",
                        "deployment.create",
                        "deployment.activate",
                        "function.delete",
                        "module.upload",
                        "token.create",
                        "token.revoke",
                        "user.plan",
                        "user.password",
                        "user.lock",
                        "user.unlock");
    }

    @Test
    void tellsNothingOfWhatWasNotDone() {
        var function = TestStore.function(store, user);
        var before = events();

        store.deployments().activate(function, 7);
        store.functions().delete(TestStore.user(store).id(), function.name());
        store.tokens().revoke(user.id(), TokenId.create());
        assertThatThrownBy(
                        () -> store.functions().create(user, Optional.of(function.name()), "taken"))
                .isNotNull();

        assertThat(events()).isEqualTo(before);
    }

    @Test
    void knowsWhoDidItAndFromWhere() {
        var request = UuidV7.next();
        var actor =
                Actor.visitor("203.0.113.7", request)
                        .as(
                                new Caller(
                                        TestStore.user(store),
                                        TokenId.create(),
                                        TokenScope.ADMIN,
                                        Optional.empty(),
                                        Plan.PAID.limits()));

        actor.call(
                () -> {
                    store.users().setState(user.id(), UserState.LOCKED);
                    return null;
                });

        var event = events().getFirst();
        assertThat(event.actor()).isEqualTo(actor);
        assertThat(event.owner()).isEqualTo(user.id());
        assertThat(event.at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(events().getLast().actor()).isEqualTo(Actor.system());
    }

    @Test
    void keepsAnyTextAndShortensLongOnes() {
        var details = Map.of("a", "x".repeat(499) + "\ud83d\ude00", "b", "\0'; --\ud800");

        store.jdbi()
                .useTransaction(
                        handle -> AuditTrail.note(handle, user.id(), "test.note", "a\0b", details));

        var event = events().getFirst();
        assertThat(event.subject()).isEqualTo("a\ufffdb");
        assertThat(event.details().get("a")).isEqualTo("x".repeat(499) + "…");
        assertThat(event.details().get("b")).startsWith("\ufffd'; --");
    }

    @Test
    void findsByWhatWhoAndWhen() {
        var function = TestStore.function(store, user);
        var query = AuditQuery.last(user.id(), 10);
        var soon = Optional.of(Instant.now().plus(Duration.ofMinutes(1)));

        assertThat(list(query).items()).hasSize(2);
        assertThat(store.auditTrail().list(filtered("function.create", "nothing")).items())
                .isEmpty();
        assertThat(
                        store.auditTrail()
                                .list(filtered("function.create", function.name().value()))
                                .items())
                .hasSize(1);
        assertThat(list(between(soon, Optional.empty())).items()).isEmpty();
        assertThat(list(between(Optional.empty(), soon)).items()).hasSize(2);
        assertThat(list(between(Optional.of(Instant.MIN), Optional.of(Instant.MAX))).items())
                .hasSize(2);
    }

    @Test
    void comesInParts() {
        TestStore.function(store, user);

        var first = list(AuditQuery.last(user.id(), 1));
        var second =
                list(
                        new AuditQuery(
                                Optional.of(user.id()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                first.next(),
                                1));

        assertThat(first.items()).extracting(AuditEvent::action).containsExactly("function.create");
        assertThat(second.items()).extracting(AuditEvent::action).containsExactly("user.create");
        assertThat(second.next()).isEmpty();
    }

    private TokenId token() {
        return store.tokens()
                .issue(
                        user.id(),
                        Token.Kind.API,
                        "ci",
                        TokenScope.READ,
                        Instant.now().plusSeconds(60))
                .token()
                .id();
    }

    private List<AuditEvent> events() {
        return list(AuditQuery.last(user.id(), 100)).items();
    }

    private Slice<AuditEvent> list(AuditQuery query) {
        return store.auditTrail().list(query);
    }

    private AuditQuery filtered(String action, String subject) {
        return new AuditQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.of(action),
                Optional.of(subject),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                10);
    }

    private AuditQuery between(Optional<Instant> since, Optional<Instant> until) {
        return new AuditQuery(
                Optional.of(user.id()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                since,
                until,
                Optional.empty(),
                10);
    }
}
