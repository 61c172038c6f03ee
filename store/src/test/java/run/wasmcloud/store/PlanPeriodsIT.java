package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Money;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.User;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

@ExtendWith(TestStore.class)
class PlanPeriodsIT {
    private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");

    private final Store store;
    private final User user;

    PlanPeriodsIT(Store store) {
        this.store = store;
        this.user = TestStore.user(store);
    }

    @Test
    void keepWhatHeldThenWhateverHoldsNow() {
        since("2026-01-11T00:00:00Z", "free");
        since("2026-01-21T12:00:00Z", "paid");

        var january = store.planPeriods().list(user.id(), JANUARY, FEBRUARY);

        assertThat(january).extracting(PlanPeriod::plan).containsExactly(Plan.FREE, Plan.PAID);
        assertThat(january.getFirst().since()).isEqualTo("2026-01-11T00:00:00Z");
        assertThat(january.getFirst().until()).isEqualTo("2026-01-21T12:00:00Z");
        assertThat(january.getLast().until()).isEqualTo(FEBRUARY);
        assertThat(store.planPeriods().list(user.id(), FEBRUARY, MARCH))
                .singleElement()
                .satisfies(
                        period -> {
                            assertThat(period.plan()).isEqualTo(Plan.PAID);
                            assertThat(period.since()).isEqualTo(FEBRUARY);
                            assertThat(period.until()).isEqualTo(MARCH);
                        });
    }

    private void since(String time, String plan) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                """
                                                INSERT INTO user_plans (user_id, since, plan)
                                                VALUES (:user, CAST(:since AS timestamptz), :plan)
                                                """)
                                        .bind("user", user.id().value())
                                        .bind("since", time)
                                        .bind("plan", plan)
                                        .execute());
    }

    @Test
    void beginWithTheAccountAndWithEachChangeOfPlanOrPrice() {
        var start = Instant.now().minusSeconds(3_600);
        var end = Instant.now().plusSeconds(3_600);
        price(Plan.APPLICANT, 100);
        change(Plan.APPLICANT);
        price(Plan.APPLICANT, 300);
        change(Plan.PAID);

        var periods = store.planPeriods().list(user.id(), start, end);

        assertThat(periods)
                .extracting(PlanPeriod::plan)
                .containsExactly(Plan.PAID, Plan.APPLICANT, Plan.APPLICANT, Plan.PAID);
        assertThat(periods.get(1).price()).contains(new Money(100, "EUR"));
        assertThat(periods.get(2).price()).contains(new Money(300, "EUR"));
        for (var i = 1; i < periods.size(); i++) {
            assertThat(periods.get(i).since()).isEqualTo(periods.get(i - 1).until());
        }
        assertThat(periods.getLast().until()).isAfter(Instant.now());
    }

    private void price(Plan plan, long amount) {
        var limits = store.plans().limits(plan);
        store.plans().put(plan, limits, Optional.of(new Money(amount, "EUR")), OptionalInt.empty());
        assertThat(store.plans().find(plan).price()).contains(new Money(amount, "EUR"));
    }

    private void change(Plan plan) {
        store.billingEvents()
                .planChanged(UUID.randomUUID().toString(), user.id(), plan, Instant.now());
    }
}
