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
}
