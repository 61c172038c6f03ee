package run.wasmcloud.panel.functions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.wire.ActivityReport;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

class LastHourTest {
    private static final Instant SINCE = Instant.parse("2026-01-02T03:00:00Z");
    private static final List<Long> NOTHING = Collections.nCopies(60, 0L);

    private static LastHour of(ActivityReport.Activity... items) {
        return LastHour.of(new ActivityReport(SINCE, SINCE.plusSeconds(3_600), 60, List.of(items)));
    }

    @Test
    void drawsTwoMinutesAPoint() {
        var minutes = LongStream.range(0, 60).boxed().toList();

        var line = of(new ActivityReport.Activity("hello", minutes, NOTHING)).of("hello");

        assertThat(line.values()).hasSize(30).startsWith(1L, 5L, 9L).endsWith(117L);
        assertThat(line.counts()).isEqualTo("1.77k");
    }

    @Test
    void losesNoRequestWhateverTheNumberOfSteps() {
        var steps = Collections.nCopies(47, 1L);

        var line = of(new ActivityReport.Activity("hello", steps, steps)).of("hello");

        assertThat(line.counts()).isEqualTo("47, 47 failed");
    }

    @Test
    void drawsNothingOfAFunctionThatDidNotRun() {
        assertThat(of().of("quiet").text()).isEqualTo("quiet: 0 requests, 0 failed");
    }
}
