package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.Usage;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(30)
class AdmissionTest {
    private static final Duration NO_WAIT = Duration.ofNanos(1);
    private final UserId owner = UserId.create();
    private final MonthlyQuotas quotas =
            new MonthlyQuotas((_, _) -> new Usage.Months(Map.of(), 0), Clock.systemUTC());

    private static void assertRefused(ErrorCode code, Runnable entering) {
        assertThatThrownBy(entering::run)
                .isInstanceOfSatisfying(
                        WasmcloudException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void boundsTheRunsOfAFunction() {
        var admission = new Admission(100, NO_WAIT, quotas);
        var function = TestDeployments.of(owner, Plan.APPLICANT);
        var first = admission.enter(function);
        admission.enter(function);

        assertRefused(ErrorCode.TOO_MANY_REQUESTS, () -> admission.enter(function));
        first.close();
        admission.enter(function);
    }

    @Test
    void boundsTheRunsOfAUser() {
        var admission = new Admission(100, NO_WAIT, quotas);
        for (int i = 0; i < 4; i++) {
            admission.enter(TestDeployments.of(owner, Plan.APPLICANT));
        }

        assertRefused(
                ErrorCode.TOO_MANY_REQUESTS,
                () -> admission.enter(TestDeployments.of(owner, Plan.APPLICANT)));
        admission.enter(TestDeployments.of(UserId.create(), Plan.APPLICANT));
    }

    @Test
    void boundsTheRunsOfTheExecutor() {
        var admission = new Admission(1, NO_WAIT, quotas);
        var ticket = admission.enter(TestDeployments.of(owner, Plan.PAID));

        assertRefused(
                ErrorCode.UNAVAILABLE,
                () -> admission.enter(TestDeployments.of(UserId.create(), Plan.PAID)));
        ticket.close();
        admission.enter(TestDeployments.of(UserId.create(), Plan.PAID));
    }

    @Test
    void boundsTheMemoryThatAllGuestsMayHave() {
        var one = TestDeployments.of(owner, Plan.PAID);
        var bytes = one.limits().memoryPages() * 65_536L;
        var admission = new Admission(100, NO_WAIT, quotas, 2 * bytes);
        var first = admission.enter(one);
        admission.enter(TestDeployments.of(UserId.create(), Plan.PAID));
        assertThat(admission.guestBytes()).isEqualTo(2 * bytes);

        assertRefused(
                ErrorCode.UNAVAILABLE,
                () -> admission.enter(TestDeployments.of(UserId.create(), Plan.PAID)));
        assertThat(admission.guestBytes()).isEqualTo(2 * bytes);
        assertThat(admission.running()).isEqualTo(2);

        first.close();
        admission.enter(TestDeployments.of(UserId.create(), Plan.PAID));
    }

    @Test
    void remembersOnlyWhoRuns() {
        var admission = new Admission(1, NO_WAIT, quotas);
        var function = TestDeployments.of(owner, Plan.FREE);
        var ticket = admission.enter(function);
        assertThat(admission.size()).isEqualTo(2);
        assertRefused(
                ErrorCode.UNAVAILABLE,
                () -> admission.enter(TestDeployments.of(UserId.create(), Plan.FREE)));
        assertThat(admission.size()).isEqualTo(2);

        ticket.close();

        assertThat(admission.size()).isZero();
    }

    @Test
    void letsARunWaitForItsTurn() throws Exception {
        var gate = new Gate();
        assertThat(gate.enter(1, 0)).isTrue();
        var waiting =
                CompletableFuture.supplyAsync(
                        () -> gate.enter(1, Duration.ofSeconds(20).toNanos()));
        TestExecutor.await("one that waits", () -> gate.waiting() == 1);

        assertThat(gate.enter(1, Duration.ofSeconds(20).toNanos())).isFalse();
        gate.leave();

        assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void neverLetsMoreInThanItMay() throws Exception {
        var gate = new Gate();
        var within = new AtomicInteger();
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(CompletableFuture.supplyAsync(() -> goThrough(gate, within)));
        }

        for (var one : all) {
            assertThat(one.get(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(gate.enter(1, 0)).isTrue();
    }

    private static boolean goThrough(Gate gate, AtomicInteger within) {
        var good = true;
        for (int i = 0; i < 1_000; i++) {
            if (gate.enter(3, Duration.ofSeconds(1).toNanos())) {
                good &= within.incrementAndGet() <= 3;
                within.decrementAndGet();
                gate.leave();
            }
        }
        return good;
    }
}
