package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

class CronExpressionTest {
    private static List<Instant> times(String cron, String zone, String after, int count) {
        var expression = CronExpression.of(cron, ZoneId.of(zone));
        var times = new ArrayList<Instant>();
        var at = Instant.parse(after);
        for (var turn = 0; turn < count; turn++) {
            at = expression.after(at).orElseThrow();
            times.add(at);
        }
        return times;
    }

    @ParameterizedTest
    @CsvSource({
        // Every day at a time that the clocks leave out: an hour later on that day.
        "30 2 * * *,Europe/Berlin,2026-03-28T12:00:00Z,2026-03-29T01:30:00Z,2026-03-30T00:30:00Z",
        // At a time that comes twice: once, the first time.
        "30 2 * * *,Europe/Berlin,2026-10-24T12:00:00Z,2026-10-25T00:30:00Z,2026-10-26T01:30:00Z",
        // Every hour: each hour, whatever it is called.
        "0 * * * *,Europe/Berlin,2026-03-29T00:00:00Z,2026-03-29T01:00:00Z,2026-03-29T02:00:00Z",
        "0 * * * *,Europe/Berlin,2026-10-25T00:00:00Z,2026-10-25T01:00:00Z,2026-10-25T02:00:00Z",
        "*/30 * * * *,Europe/Berlin,2026-03-29T00:30:00Z,2026-03-29T01:00:00Z,2026-03-29T01:30:00Z",
        // Clocks that are changed at midnight, and by half an hour.
        "0 0 * *"
            + " *,America/Sao_Paulo,2018-11-03T12:00:00Z,2018-11-04T03:00:00Z,2018-11-05T02:00:00Z",
        "15 2 * *"
            + " *,Australia/Lord_Howe,2026-10-03T00:00:00Z,2026-10-03T15:45:00Z,2026-10-04T15:15:00Z",
        // Sunday is 0 and 7; a day of the month or of the week suffices.
        "0 9 * * 7,UTC,2026-03-06T20:00:00Z,2026-03-08T09:00:00Z,2026-03-15T09:00:00Z",
        "0 9 * * 0,UTC,2026-03-06T20:00:00Z,2026-03-08T09:00:00Z,2026-03-15T09:00:00Z",
        "0 9 * *"
            + " 1-5,America/New_York,2026-03-06T20:00:00Z,2026-03-09T13:00:00Z,2026-03-10T13:00:00Z",
        "0 0 29 2 *,UTC,2026-01-01T00:00:00Z,2028-02-29T00:00:00Z,2032-02-29T00:00:00Z"
    })
    void comesAtItsLocalTimes(String cron, String zone, String after, String first, String second) {
        assertThat(times(cron, zone, after, 2))
                .containsExactly(Instant.parse(first), Instant.parse(second));
    }

    @Test
    void goesOnFromATimeThatWasLeftOut() {
        assertThat(times("30 2 * * *", "Europe/Berlin", "2026-03-29T01:30:00Z", 1))
                .containsExactly(Instant.parse("2026-03-30T00:30:00Z"));
    }

    @Test
    void neverComesOnADayThatThereIsNot() {
        assertThat(CronExpression.of("0 0 30 2 *", ZoneId.of("UTC")).after(Instant.EPOCH))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "@daily",
                "-",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "*/0 * * * *",
                "9-1 * * * *",
                "0 0 L * *",
                "0 0 ? * *",
                "a b c d e"
            })
    void refusesWhatIsNoExpression(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CronExpression.of(text, ZoneId.of("UTC")));
    }
}
