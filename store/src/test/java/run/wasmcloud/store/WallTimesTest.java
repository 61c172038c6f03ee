package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class WallTimesTest {
    private final WallTimes times = new WallTimes();

    @Test
    void hasNoQuantileOfNothing() {
        assertThat(times.quantile(0.5)).isZero();
    }

    @Test
    void isExactWhereAllRunsLastedAlike() {
        times.add(Map.of("64", 3L), 2_000_000, 2_000_000);

        assertThat(times.quantile(0)).isEqualTo(Duration.ofMillis(2));
        assertThat(times.quantile(1)).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void answersWithTheEndOfTheBucketWhereTheRunIs() {
        times.add(Map.of("0", 50L, "8", 49L, "80", 1L), 1_000, 8_000_000);

        assertThat(times.quantile(0.5)).isEqualTo(Duration.ofNanos(8_000));
        assertThat(times.quantile(0.51)).isEqualTo(Duration.ofNanos(16_000));
        assertThat(times.quantile(0.99)).isEqualTo(Duration.ofNanos(16_000));
        assertThat(times.quantile(0.991)).isEqualTo(Duration.ofMillis(8));
    }

    @Test
    void addsUpWhatIsInTheSameBucket() {
        times.add(Map.of("8", 1L), 15_000, 15_000);
        times.add(Map.of("8", 1L, "217", 1L), 14_000, Duration.ofHours(1).toNanos());

        assertThat(times.quantile(0.6)).isEqualTo(Duration.ofNanos(16_000));
        assertThat(times.quantile(1)).isEqualTo(Duration.ofHours(1));
    }
}
