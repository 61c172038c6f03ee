package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

class RunRatesTest {
    /** Of the plan: 10 requests a second, so 50 at once. */
    private static final int BURST = 50;

    private final AtomicLong now = new AtomicLong();
    private final RunRates rates = new RunRates(now::get);
    private final UserId owner = UserId.create();

    private void take(int times) {
        for (int i = 0; i < times; i++) {
            rates.take(TestDeployments.of(owner, Plan.APPLICANT));
        }
    }

    private void assertRefused() {
        assertThatThrownBy(() -> take(1))
                .isInstanceOfSatisfying(
                        WasmcloudException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
                            assertThat(e.retryAt()).isPresent();
                        })
                .hasMessageContaining("10 times a second")
                .hasMessageContaining("plan 'applicant'");
    }

    @Test
    void takesSomeSecondsWorthAtOnceAndThenAsMuchAsComesBack() {
        take(BURST);
        assertRefused();

        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(99));
        assertRefused();
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        take(1);
        assertRefused();

        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        take(10);
        assertRefused();
    }

    @Test
    void savesUpNoMoreThanTheBurst() {
        take(BURST);
        now.addAndGet(TimeUnit.HOURS.toNanos(1));
        take(BURST);
        assertRefused();
    }

    @Test
    void countsEachUserApart() {
        take(BURST);
        rates.take(TestDeployments.of(UserId.create(), Plan.APPLICANT));
        assertRefused();
    }

    @Test
    void boundsNobodyWhosePlanDoesNot() {
        for (int i = 0; i < 10_000; i++) {
            rates.take(TestDeployments.of(owner, Plan.PAID));
        }
    }
}
