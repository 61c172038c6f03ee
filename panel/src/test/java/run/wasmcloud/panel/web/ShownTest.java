package run.wasmcloud.panel.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;

class ShownTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.00 KiB",
        "65536, 64.0 KiB",
        "1468006, 1.40 MiB",
        "137438953472, 128 GiB"
    })
    void writesSizes(long bytes, String text) {
        assertThat(Shown.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "999, 999",
        "9999, 9\u202f999",
        "12345, 12.3\u202fk",
        "1000000, 1.00\u202fM"
    })
    void writesCounts(long count, String text) {
        assertThat(Shown.count(count)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"999, 999 µs", "1250, 1.25 ms", "2500000, 2.50 s"})
    void writesTimes(long micros, String text) {
        assertThat(Shown.micros(micros)).isEqualTo(text);
    }

    @Test
    void writesMomentsInEnglishAndUtc() {
        var moment = Instant.parse("2026-03-04T09:30:00Z");

        assertThat(Shown.time(moment)).isEqualTo("4 Mar 2026, 09:30");
        assertThat(Shown.ago(moment, moment.plusSeconds(30))).isEqualTo("just now");
        assertThat(Shown.ago(moment, moment.plusSeconds(180))).isEqualTo("3 min ago");
        assertThat(Shown.ago(moment, moment.plusSeconds(7_200))).isEqualTo("2 h ago");
        assertThat(Shown.ago(moment, moment.plusSeconds(86_400 * 3))).isEqualTo("3 days ago");
        assertThat(Shown.ago(moment, moment.minusSeconds(600))).isEqualTo("in 10 min");
    }
}
