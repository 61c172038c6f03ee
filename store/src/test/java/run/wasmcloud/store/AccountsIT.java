package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.WasmcloudException;

import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

@ExtendWith(TestStore.class)
class AccountsIT {
    private final Store store;

    AccountsIT(Store store) {
        this.store = store;
    }

    @Test
    void tellsExecutorsOfTheFunctionsOfADeletedAccount() {
        var user = TestStore.user(store);
        var function = TestStore.function(store, user);
        var deployment = TestStore.deploy(store, function, "");
        assertThat(store.routing().find(function.name().value())).isPresent();
        var changes = new ArrayList<Change>();
        try (var _ = store.changes().subscribe(changes::add)) {
            store.accounts().delete(user.id());
        }

        assertThat(changes)
                .contains(
                        new Change.FunctionChanged(function.id(), function.name()),
                        new Change.UserChanged(user.id()));
        assertThat(store.routing().find(function.name().value())).isEmpty();
        assertThat(store.modules().find(deployment.module())).isPresent();
        assertThat(store.modules().findUploaded(user.id(), deployment.module())).isEmpty();
    }

    @Test
    void removesTheReceiptsOfDeletedAccountsWithTheNextMaintenance() {
        var user = TestStore.user(store);
        var function = TestStore.function(store, user);
        insertLogLine(function);
        var other = TestStore.function(store, TestStore.user(store));
        insertLogLine(other);

        store.accounts().delete(user.id());
        store.accounts().purge();

        assertThat(logLines(function)).isZero();
        assertThat(logLines(other)).isOne();
    }

    private void insertLogLine(Function function) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        INSERT INTO log_lines (id, function_id, invocation_id, at, level,
                                                               source, line)
                                        VALUES (gen_random_uuid(), ?, gen_random_uuid(), now(), 'info',
                                                'guest', 'x')
                                        """,
                                        function.id().value()));
    }

    private int logLines(Function function) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT count(*) FROM log_lines WHERE function_id ="
                                                        + " :id")
                                        .bind("id", function.id().value())
                                        .mapTo(Integer.class)
                                        .one());
    }

    @Test
    void keepsTheLastAdministrator() {
        var address = TestStore.database(store);
        try (var database = Database.open(address)) {
            var users = new Users(database.jdbi(), new Changes(), new Passwords());
            var accounts = new Accounts(database.jdbi(), new Changes(), new Passwords());
            var admin = users.create("a@example.com", "x", Role.ADMIN, Plan.PAID);
            var second = users.create("b@example.com", "x", Role.ADMIN, Plan.PAID);
            accounts.delete(second.id());

            var refused =
                    catchThrowableOfType(
                            WasmcloudException.class, () -> accounts.delete(admin.id()));

            assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT);
            assertThat(users.find(admin.id())).contains(admin);
        }
    }

    @Test
    void letsNobodyInWithThePasswordOfAnAccountThatHasNone() {
        var email = new EmailAddress(UUID.randomUUID() + "@example.com");
        var user =
                store.signUps()
                        .create(email, PasswordHash.nobodys(), true, Optional.empty())
                        .orElseThrow();

        assertThat(store.accounts().hasPassword(user.id())).isFalse();
        assertThat(store.accounts().isPassword(user.id(), "")).isFalse();
        assertThat(UsersIT.refusal(() -> store.users().signIn(email.value(), "")))
                .isEqualTo(ErrorCode.WRONG_CREDENTIALS);
        store.accounts()
                .setPassword(user.id(), PasswordHash.of("x"), run.wasmcloud.model.TokenId.create());
        assertThat(store.accounts().hasPassword(user.id())).isTrue();
        assertThat(store.users().signIn(email.value(), "x")).isEqualTo(user);
    }

    @Test
    void hashesAPasswordAnewThatWasHashedWithOtherFigures() {
        var user = TestStore.user(store);
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "UPDATE users SET password_hash = ? WHERE id = ?",
                                        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                                        user.id().value()));

        assertThat(store.users().signIn(user.email(), "password")).isEqualTo(user);

        var stored =
                store.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        "SELECT password_hash FROM users WHERE id ="
                                                                + " :id")
                                                .bind("id", user.id().value())
                                                .mapTo(String.class)
                                                .one());
        assertThat(PasswordHash.parse(stored).isCurrent()).isTrue();
        assertThat(store.users().signIn(user.email(), "password")).isEqualTo(user);
    }
}
