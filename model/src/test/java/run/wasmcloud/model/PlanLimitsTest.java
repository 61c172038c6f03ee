package run.wasmcloud.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class PlanLimitsTest {
    @Test
    void defaultsNeverExceedThePlan() {
        assertThat(Plan.APPLICANT.limits().defaultRun().memoryPages()).isEqualTo(1_024);
        assertThat(Plan.APPLICANT.limits().defaultRun().fuel()).isEqualTo(1_000_000_000L);
    }

    @Test
    void defaultsAreCommonWhereThePlanAllowsThem() {
        var limits = Plan.PAID.limits().defaultRun();
        assertThat(limits.memoryPages()).isEqualTo(2_048);
        assertThat(limits.fuel()).isEqualTo(10_000_000_000L);
        assertThat(limits.wallTime()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void isMadeUpOfItsFigures() {
        for (var plan : Plan.values()) {
            assertThat(PlanLimits.of(plan.limits()::figure)).isEqualTo(plan.limits());
            for (var figure : PlanFigure.values()) {
                assertThat(figure.allows(plan.limits().figure(figure)))
                        .as("%s of %s", figure, plan)
                        .isTrue();
                var changed = plan.limits().with(figure, figure.most());
                assertThat(changed.figure(figure)).as(figure.word()).isEqualTo(figure.most());
            }
        }
    }

    @Test
    void boundsWhatAnOperatorMaySet() {
        assertThat(PlanFigure.RETENTION_DAYS.allows(0)).isFalse();
        assertThat(PlanFigure.RETENTION_DAYS.allows(31)).isFalse();
        assertThat(PlanFigure.RETENTION_DAYS.allows(PlanFigure.UNBOUNDED)).isFalse();
        assertThat(PlanFigure.FUEL_A_MONTH.allows(PlanFigure.UNBOUNDED)).isTrue();
        assertThat(PlanFigure.FUEL_A_MONTH.allows(PlanFigure.UNBOUNDED - 1)).isFalse();
        assertThat(PlanFigure.FUEL_A_MONTH.word()).isEqualTo("fuelAMonth");
    }
}
