package run.wasmcloud.panel.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class TimeAxisTest {
    private static final Instant SINCE = Instant.parse("2026-11-25T09:57:00Z");

    @Test
    void labelsAnHourByWholeTimes() {
        var ticks = new TimeAxis(SINCE, Duration.ofMinutes(1), 60).ticks(7);

        assertThat(ticks)
                .extracting(TimeAxis.Tick::label)
                .containsExactly("10:00", "10:10", "10:20", "10:30", "10:40", "10:50");
        assertThat(ticks.getFirst().step()).isEqualTo(3);
    }

    @Test
    void labelsADayByHoursAndAMonthByDays() {
        assertThat(new TimeAxis(SINCE, Duration.ofMinutes(24), 60).ticks(7))
                .extracting(TimeAxis.Tick::label)
                .containsExactly("12:00", "16:00", "20:00", "00:00", "04:00", "08:00");
        assertThat(new TimeAxis(SINCE, Duration.ofHours(12), 60).ticks(7))
                .extracting(TimeAxis.Tick::label)
                .containsExactly("28 Nov", "3 Dec", "8 Dec", "13 Dec", "18 Dec", "23 Dec");
    }

    @Test
    void neverHasMoreLabelsThanAskedFor() {
        for (var step = 60; step <= 86_400; step += 60) {
            for (var steps : new int[] {1, 2, 59, 60, 1_000}) {
                assertThat(new TimeAxis(SINCE, Duration.ofSeconds(step), steps).ticks(7))
                        .hasSizeLessThanOrEqualTo(7);
            }
        }
    }

    @Test
    void namesTheWholeTime() {
        assertThat(new TimeAxis(SINCE, Duration.ofMinutes(1), 60).label())
                .isEqualTo("25 Nov 09:57 to 25 Nov 10:57 UTC");
    }

    @Test
    void hasAtLeastOneStep() {
        assertThatThrownBy(() -> new TimeAxis(SINCE, Duration.ofMinutes(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TimeAxis(SINCE, Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
