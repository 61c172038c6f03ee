package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.ZoneId;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1024,1.0 KiB", "1048575,1.0 MiB", "1610612736,1.5 GiB"})
    void writesSizesInBinaryUnits(long bytes, String text) {
        assertThat(Quantities.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "999,999", "1500,1.5 k", "999999,1.0 M", "10000000000,10.0 G"})
    void writesCountsInThousands(long count, String text) {
        assertThat(Quantities.count(count)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0.00 ms",
        "850,0.85 ms",
        "9999,10.0 ms",
        "12345,12.3 ms",
        "3210000,3.21 s",
        "59999999,1 min 0 s",
        "125000000,2 min 5 s"
    })
    void writesDurationsInTheUnitThatFits(long micros, String text) {
        assertThat(Quantities.micros(micros)).isEqualTo(text);
    }

    @Test
    void writesTimesInTheZoneOfTheReader() {
        var time = Instant.parse("2026-01-31T23:30:00.123Z");
        var zone = ZoneId.of("Asia/Kathmandu");
        assertThat(Quantities.time(time, zone)).isEqualTo("2026-02-01 05:15:00");
        assertThat(Quantities.preciseTime(time, zone)).isEqualTo("2026-02-01 05:15:00.123");
    }
}
