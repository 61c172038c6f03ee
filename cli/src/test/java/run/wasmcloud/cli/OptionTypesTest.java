package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine.TypeConversionException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

class OptionTypesTest {
    private static final Clock CLOCK = Clock.fixed(Tool.NOW, ZoneOffset.UTC);

    @Test
    void readsDurations() {
        assertThat(OptionTypes.duration("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(OptionTypes.duration("30d")).isEqualTo(Duration.ofDays(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-5s", "5 s", "5S", "99999999999s"})
    void refusesWhatIsNoDuration(String text) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> OptionTypes.duration(text))
                .withMessageContaining("expected: a duration such as");
    }

    @Test
    void readsTimesAndHowLongAgoTheyWere() {
        assertThat(OptionTypes.instant("10m", CLOCK)).isEqualTo("2026-01-31T11:50:00Z");
        assertThat(OptionTypes.instant("2026-01-01T00:00:00Z", CLOCK))
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> OptionTypes.instant("yesterday", CLOCK));
    }
}
