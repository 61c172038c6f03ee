package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.WasmcloudException;

import java.util.Locale;
import java.util.UUID;

@ExtendWith(TestStore.class)
class UsersIT {
    private final Store store;

    UsersIT(Store store) {
        this.store = store;
    }

    @Test
    void findsAUserByAddressInAnyCase() {
        var address = "INGRID." + UUID.randomUUID() + "@Example.COM";
        var user = store.users().create(address, TestStore.PASSWORD, Role.ADMIN, Plan.FREE);

        assertThat(user.email()).isEqualTo(address.toLowerCase(Locale.ROOT));
        assertThat(user.role()).isEqualTo(Role.ADMIN);
        assertThat(user.plan()).isEqualTo(Plan.FREE);
        assertThat(store.users().findByEmail(" " + address)).contains(user);
        assertThat(store.users().find(user.id())).contains(user);
        assertThat(store.users().find(UserId.create())).isEmpty();
        assertThat(store.users().isEmpty()).isFalse();
    }

    @Test
    void refusesASecondAccountForAnAddress() {
        var user = TestStore.user(store);

        assertThat(refusal(() -> store.users().create(user.email(), "other", Role.USER, Plan.FREE)))
                .isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void letsInWithTheRightPasswordOnly() {
        var user = TestStore.user(store);

        assertThat(store.users().signIn(user.email(), TestStore.PASSWORD)).isEqualTo(user);
        assertThat(refusal(() -> store.users().signIn(user.email(), "wrong")))
                .isEqualTo(ErrorCode.WRONG_CREDENTIALS);
        assertThat(refusal(() -> store.users().signIn(user.email(), "x".repeat(100_000))))
                .isEqualTo(ErrorCode.WRONG_CREDENTIALS);
        assertThat(refusal(() -> store.users().signIn("nobody@example.com", TestStore.PASSWORD)))
                .isEqualTo(ErrorCode.WRONG_CREDENTIALS);
    }

    @Test
    void letsInWithTheNewPasswordAfterAChange() {
        var user = TestStore.user(store);
        store.users().setPassword(user.id(), "another password");

        assertThat(store.users().signIn(user.email(), "another password")).isEqualTo(user);
        assertThat(refusal(() -> store.users().signIn(user.email(), TestStore.PASSWORD)))
                .isEqualTo(ErrorCode.WRONG_CREDENTIALS);
    }

    @Test
    void tellsALockedUserOnlyWhenThePasswordIsRight() {
        var user = TestStore.user(store);
        store.users().setState(user.id(), UserState.LOCKED);

        assertThat(refusal(() -> store.users().signIn(user.email(), TestStore.PASSWORD)))
                .isEqualTo(ErrorCode.NOT_ALLOWED);
        assertThat(refusal(() -> store.users().signIn(user.email(), "wrong")))
                .isEqualTo(ErrorCode.WRONG_CREDENTIALS);
    }

    @Test
    void storesNoPasswordThatCanBeRead() {
        var user = TestStore.user(store);
        var hash =
                store.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        "SELECT password_hash FROM users WHERE id ="
                                                                + " :id")
                                                .bind("id", user.id().value())
                                                .mapTo(String.class)
                                                .one());

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    static ErrorCode refusal(ThrowingCallable call) {
        return assertThatExceptionOfType(WasmcloudException.class).isThrownBy(call).actual().code();
    }
}
