package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.ActiveDeployment;
import run.wasmcloud.store.MonthUse;
import run.wasmcloud.store.Usage;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

@Timeout(30)
class MonthlyQuotasTest {
    private static final long INVOCATIONS = Plan.APPLICANT.limits().month().invocations();
    private static final long FUEL = Plan.APPLICANT.limits().month().fuel();
    private final UserId owner = UserId.create();
    private final ActiveDeployment function = TestDeployments.of(owner, Plan.APPLICANT);
    private final FakeSums sums = new FakeSums();
    private Instant now = Instant.parse("2026-02-28T23:59:00Z");
    private final InstantSource time = () -> now;
    private final MonthlyQuotas quotas = new MonthlyQuotas(sums, clock());

    private Clock clock() {
        return new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return time.instant();
            }
        };
    }

    /** The store's sums, as a test sets them. */
    private static final class FakeSums implements MonthlyQuotas.Source {
        private final Map<YearMonth, MonthUse> months = new HashMap<>();
        private long taken;
        private boolean away;

        @Override
        public Usage.Months read(Collection<UserId> users, YearMonth month) {
            if (away) {
                throw new IllegalStateException("the store is away");
            }
            var sums = new HashMap<UserId, MonthUse>();
            users.forEach(user -> sums.put(user, months.getOrDefault(month, MonthUse.NONE)));
            return new Usage.Months(sums, taken);
        }
    }

    private void set(long invocations, long fuel) {
        sums.months.put(YearMonth.of(2026, 2), new MonthUse(invocations, fuel));
    }

    private void run(long record, long fuel) {
        try (var _ = quotas.begin(function)) {
            quotas.ended(owner, record, fuel);
        }
    }

    private WasmcloudException refusal() {
        try (var _ = quotas.begin(function)) {
            throw new AssertionError("the run was let begin");
        } catch (WasmcloudException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.MONTH_USED_UP);
            return e;
        }
    }

    @Test
    void allowsAsManyRunsAsThePlanAndNotOneMore() {
        set(INVOCATIONS - 2, 0);

        run(1, 0);
        run(2, 0);

        var refusal = refusal();
        assertThat(refusal.detail())
                .isEqualTo(
                        "The plan applicant allows 10000 invocations a month, and 10000 are used;"
                                + " there are more from 2026-03-01T00:00:00Z");
        assertThat(refusal.retryAt()).contains(Instant.parse("2026-03-01T00:00:00Z"));
    }

    @Test
    void countsRunsThatGoOn() {
        set(INVOCATIONS - 1, 0);

        try (var _ = quotas.begin(function)) {
            refusal();
        }
        // It ended without an account: it does not count.
        run(1, 0);
        refusal();
    }

    @Test
    void allowsNoRunOnceTheFuelIsUsedUp() {
        run(1, FUEL - 1);
        run(2, 5);

        assertThat(refusal().detail()).contains("instructions (fuel)", String.valueOf(FUEL + 4));
    }

    @Test
    void countsWhatWasShippedOnce() {
        set(INVOCATIONS - 3, 0);
        run(1, 0);
        run(2, 0);

        set(INVOCATIONS - 2, 0);
        sums.taken = 1;
        quotas.refresh();

        run(3, 0);
        refusal();
    }

    @Test
    void learnsWhatOthersRan() {
        run(1, 0);
        set(INVOCATIONS, 0);
        sums.taken = 1;

        quotas.refresh();

        refusal();
    }

    @Test
    void beginsAnewWithTheMonth() {
        set(INVOCATIONS, FUEL);
        refusal();

        now = Instant.parse("2026-03-01T00:00:00Z");

        run(1, 0);
        quotas.refresh();
        run(2, 0);
    }

    @Test
    void goesOnWithWhatItKnowsWhileTheStoreIsAway() {
        set(INVOCATIONS - 2, 0);
        run(1, 0);
        sums.away = true;
        quotas.refresh();

        run(2, 0);
        refusal();
        var stranger = TestDeployments.of(UserId.create(), Plan.APPLICANT);
        quotas.begin(stranger).close();
    }

    @Test
    void hasNoBoundWhereThePlanHasNone() {
        var paid = TestDeployments.of(owner, Plan.PAID);
        set(Long.MAX_VALUE - 1, Long.MAX_VALUE);

        quotas.begin(paid).close();
        assertThatThrownBy(() -> quotas.begin(function)).isInstanceOf(WasmcloudException.class);
    }

    @Test
    void countsMoreUnshippedRunsThanItKeepsApart() {
        for (var record = 1; record <= 9_998; record++) {
            run(record, 0);
        }
        var free = TestDeployments.of(owner, Plan.FREE);
        for (var record = 9_999; record <= 25_000; record++) {
            try (var _ = quotas.begin(free)) {
                quotas.ended(owner, record, 1);
            }
        }
        refusal();
        set(0, 0);
        sums.taken = 25_000;

        quotas.refresh();

        run(25_001, 0);
    }
}
