package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.User;

import java.util.List;
import java.util.Map;

@ExtendWith(TestStore.class)
class IdempotencyKeysIT {
    private final Store store;
    private final IdempotencyKeys keys;
    private final User user;

    IdempotencyKeysIT(Store store) {
        this.store = store;
        this.keys = store.idempotencyKeys();
        this.user = TestStore.user(store);
    }

    @Test
    void isClaimedOnce() {
        assertThat(keys.claim(user.id(), "a")).isInstanceOf(KeyClaim.First.class);
        assertThat(keys.claim(user.id(), "a")).isInstanceOf(KeyClaim.UnderWay.class);
        assertThat(keys.claim(user.id(), "b")).isInstanceOf(KeyClaim.First.class);
        assertThat(keys.claim(TestStore.user(store).id(), "a")).isInstanceOf(KeyClaim.First.class);
    }

    @Test
    void canBeUsedAgainWhenNothingWasDone() {
        keys.claim(user.id(), "a");

        keys.release(user.id(), "a");

        assertThat(keys.claim(user.id(), "a")).isInstanceOf(KeyClaim.First.class);
    }

    @Test
    void keepsTheAnswerForADay() {
        keep("a");

        var done = (KeyClaim.Done) keys.claim(user.id(), "a");

        assertThat(done.answer().status()).isEqualTo(201);
        assertThat(done.answer().headers()).containsEntry("Location", "/x");
        assertThat(done.answer().body()).isEqualTo(new byte[] {3});
        assertThat(done.answer().answers(new byte[] {1, 2})).isTrue();
        assertThat(done.answer().answers(new byte[] {1, 3})).isFalse();
        keys.release(user.id(), "a");
        assertThat(keys.claim(user.id(), "a")).isInstanceOf(KeyClaim.Done.class);

        age(24);
        assertThat(keys.claim(user.id(), "a")).isInstanceOf(KeyClaim.First.class);
    }

    @Test
    void isRemovedAfterADay() {
        keep("old");
        age(24);
        keep("new");

        keys.purge();

        assertThat(kept()).containsExactly("new");
    }

    private List<String> kept() {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT key FROM idempotency_keys"
                                                        + " WHERE user_id = :user")
                                        .bind("user", user.id().value())
                                        .mapTo(String.class)
                                        .list());
    }

    private void keep(String key) {
        keys.claim(user.id(), key);
        keys.keep(
                user.id(),
                key,
                new KeptAnswer(new byte[] {1, 2}, 201, Map.of("Location", "/x"), new byte[] {3}));
    }

    private void age(int hours) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                                UPDATE idempotency_keys
                                                SET created_at = created_at - make_interval(hours => :hours)
                                                WHERE user_id = :user
                                                """)
                                        .bind("user", user.id().value())
                                        .bind("hours", hours)
                                        .execute());
    }
}
