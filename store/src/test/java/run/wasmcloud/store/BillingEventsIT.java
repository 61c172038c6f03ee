package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.UserId;
import run.wasmcloud.store.BillingEvents.Fate;

import java.time.Instant;

@ExtendWith(TestStore.class)
class BillingEventsIT {
    private final Store store;
    private final Instant now = Instant.now();

    BillingEventsIT(Store store) {
        this.store = store;
    }

    private Fate tell(String id, UserId user, Plan plan, Instant at) {
        return store.billingEvents().planChanged(id, user, plan, at);
    }

    private Plan plan(UserId user) {
        return store.users().find(user).orElseThrow().plan();
    }

    @Test
    void putsAUserOnAPlanOnceAndNeverBackToAnOlderOne() {
        var user = TestStore.user(store).id();

        assertThat(tell("a-" + user, user, Plan.FREE, now)).isEqualTo(Fate.APPLIED);
        assertThat(plan(user)).isEqualTo(Plan.FREE);
        assertThat(tell("b-" + user, user, Plan.PAID, now.plusSeconds(1))).isEqualTo(Fate.APPLIED);
        assertThat(tell("a-" + user, user, Plan.FREE, now)).isEqualTo(Fate.REPEATED);
        assertThat(tell("c-" + user, user, Plan.APPLICANT, now)).isEqualTo(Fate.LATE);
        assertThat(plan(user)).isEqualTo(Plan.PAID);
    }

    @Test
    void keepsNothingOfAUserThatIsNotThere() {
        var user = UserId.create();

        assertThat(UsersIT.refusal(() -> tell("d-" + user, user, Plan.FREE, now)))
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(UsersIT.refusal(() -> tell("d-" + user, user, Plan.FREE, now)))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }
}
