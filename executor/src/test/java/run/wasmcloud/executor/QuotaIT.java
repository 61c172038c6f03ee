package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.ExecutorState;
import run.wasmcloud.model.MonthlyLimits;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.PlanLimits;

import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;

@Timeout(180)
class QuotaIT {
    @Test
    void refusesRunsBeyondTheMonthsQuotaUntilThePlanAllowsMore(@TempDir Path folder)
            throws Exception {
        try (var executor = TestExecutor.open(folder)) {
            var user = executor.user(Plan.APPLICANT);
            var function = executor.deploy(user, "hello/hello.wasm", limits -> limits);
            putInvocationsAMonth(executor, 2);
            TestExecutor.await(
                    "the plan's new figure",
                    () ->
                            executor.store().plans().limits(Plan.APPLICANT).month().invocations()
                                    == 2);

            assertThat(executor.get(function, "").statusCode()).isEqualTo(200);
            assertThat(executor.get(function, "").statusCode()).isEqualTo(200);
            var refused = executor.get(function, "");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body())
                    .contains("month-used-up", "plan applicant allows 2 invocations a month");
            var reset =
                    YearMonth.now(ZoneOffset.UTC)
                            .plusMonths(1)
                            .atDay(1)
                            .atStartOfDay(ZoneOffset.UTC);
            var wait = Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow());
            assertThat(wait)
                    .isCloseTo(
                            ChronoUnit.SECONDS.between(Instant.now(), reset.toInstant()),
                            org.assertj.core.api.Assertions.within(60L));
            assertThat(refused.body()).contains(reset.toInstant().toString());
            TestExecutor.await(
                    "the month's sum",
                    () ->
                            executor.store()
                                            .usage()
                                            .month(user.id(), YearMonth.now(ZoneOffset.UTC))
                                            .invocations()
                                    == 2);

            putInvocationsAMonth(executor, 10);
            TestExecutor.await("runs again", () -> isAnswered(executor, function));
        }
    }

    private static boolean isAnswered(
            TestExecutor executor, run.wasmcloud.store.Function function) {
        try {
            return executor.get(function, "").statusCode() == 200;
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void putInvocationsAMonth(TestExecutor executor, long most) {
        var plans = executor.store().plans();
        var now = plans.limits(Plan.APPLICANT);
        var changed =
                PlanLimits.of(
                        figure ->
                                figure == PlanFigure.INVOCATIONS_A_MONTH
                                        ? most
                                        : now.figure(figure));
        assertThat(changed.month()).isEqualTo(new MonthlyLimits(most, now.month().fuel()));
        plans.put(Plan.APPLICANT, changed, OptionalInt.empty());
    }

    @Test
    void tellsTheStoreThatItIsThere(@TempDir Path folder) throws Exception {
        try (var executor = TestExecutor.open(folder)) {
            TestExecutor.await("a heartbeat", () -> !executor.store().executors().list().isEmpty());

            var seen = executor.store().executors().list().getFirst();
            assertThat(seen.alive()).isTrue();
            assertThat(seen.status().state()).isEqualTo(ExecutorState.RUNNING);
            assertThat(seen.status().mostRunning()).isEqualTo(32);
            assertThat(seen.status().version()).isEqualTo("test");
            var first = seen.seenAt();
            TestExecutor.await(
                    "another heartbeat",
                    () -> executor.store().executors().list().getFirst().seenAt().isAfter(first));
        }
    }
}
