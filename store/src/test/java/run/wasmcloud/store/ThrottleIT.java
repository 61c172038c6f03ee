package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.TooManyRequestsException;
import run.wasmcloud.store.Throttle.Rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

@ExtendWith(TestStore.class)
class ThrottleIT {
    private final Throttle throttle;
    private final Store store;

    ThrottleIT(Store store) {
        this.store = store;
        this.throttle = store.throttle();
    }

    private static Rule rule(int most) {
        return new Rule("test " + UUID.randomUUID(), most, Duration.ofHours(1));
    }

    @Test
    void allowsAsManyAsItSaysToEach() {
        var rule = rule(2);

        throttle.take(rule, "ada");
        throttle.take(rule, "ada");

        var refused =
                catchThrowableOfType(
                        TooManyRequestsException.class, () -> throttle.take(rule, "ada"));
        assertThat(refused.retryAfter())
                .isBetween(Duration.ofMinutes(50), Duration.ofHours(1).plusSeconds(1));
        assertThat(throttle.tryTake(rule, "ada")).isFalse();
        assertThat(throttle.tryTake(rule, "bob")).isTrue();
        assertThat(throttle.tryTake(rule(1), "ada")).isTrue();
    }

    @Test
    void comesBackWithTime() {
        var rule = rule(1);
        throttle.take(rule, "ada");
        later(rule, "1 hour");

        assertThat(throttle.tryTake(rule, "ada")).isTrue();
        assertThat(throttle.tryTake(rule, "ada")).isFalse();
        later(rule, "1000 hours");
        assertThat(throttle.tryTake(rule, "ada")).isTrue();
        assertThat(throttle.tryTake(rule, "ada")).isFalse();
    }

    private void later(Rule rule, String interval) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                "UPDATE throttles SET full_again = full_again -"
                                                    + " CAST(:time AS interval) WHERE rule = :rule")
                                        .bind("time", interval)
                                        .bind("rule", rule.name())
                                        .execute());
    }

    @Test
    void givesBackWhatWasTaken() {
        var rule = rule(1);
        for (var i = 0; i < 3; i++) {
            throttle.take(rule, "ada");
            throttle.giveBack(rule, "ada");
        }
        throttle.giveBack(rule, "ada");
        assertThat(throttle.tryTake(rule, "ada")).isTrue();
        assertThat(throttle.tryTake(rule, "ada")).isFalse();
    }

    @Test
    void allowsNoMoreToManyAtOnce() throws Exception {
        var rule = rule(5);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> take = () -> throttle.tryTake(rule, "ada");
            var taken = new ArrayList<Boolean>();
            for (var each : threads.invokeAll(Collections.nCopies(20, take))) {
                taken.add(each.get());
            }
            assertThat(taken).filteredOn(Boolean::booleanValue).hasSize(5);
        }
    }

    @Test
    void forgetsWhatIsWholeAgain() {
        var whole = rule(1);
        var used = rule(1);
        throttle.take(whole, "ada");
        throttle.take(used, "ada");
        later(whole, "2 hours");

        throttle.purge();

        assertThat(rows(whole)).isZero();
        assertThat(rows(used)).isOne();
    }

    private int rows(Rule rule) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery("SELECT count(*) FROM throttles WHERE rule = :r")
                                        .bind("r", rule.name())
                                        .mapTo(Integer.class)
                                        .one());
    }
}
