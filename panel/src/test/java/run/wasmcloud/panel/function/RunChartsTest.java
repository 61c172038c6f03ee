package run.wasmcloud.panel.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.wire.MetricsReport;
import run.wasmcloud.panel.chart.Figure;

import java.time.Instant;
import java.util.List;
import java.util.Map;

class RunChartsTest {
    private static final Instant SINCE = Instant.parse("2026-01-02T03:00:00Z");
    private static final MetricsReport.Quantiles NONE = new MetricsReport.Quantiles(0, 0, 0);

    private static RunCharts charts(MetricsReport.Step... steps) {
        return new RunCharts(
                new MetricsReport(
                        SINCE, SINCE.plusSeconds(60L * steps.length), 60, List.of(steps)));
    }

    private static MetricsReport.Step step(long requests, Map<String, Long> outcomes) {
        return new MetricsReport.Step(
                SINCE,
                requests,
                outcomes,
                requests == 0 ? NONE : new MetricsReport.Quantiles(1_000, 2_000, 3_000),
                requests * 500,
                requests == 0 ? 0 : 65_536,
                requests == 0 ? 0 : 1_024);
    }

    @Test
    void addsUpWhatHappened() {
        var charts =
                charts(
                        step(6, Map.of("completed", 3L, "cancelled", 1L, "trapped", 2L)),
                        step(0, Map.of("completed", 0L)));

        assertThat(charts.requests()).isEqualTo(6);
        assertThat(charts.failures()).isEqualTo(2);
        assertThat(charts.failurePart()).isEqualTo("33.3 %");
        assertThat(charts.slowest()).isEqualTo("3 ms");
        assertThat(charts.fuelSum()).isEqualTo("3k");
        assertThat(charts.memoryPeak()).isEqualTo("64 KiB");
    }

    @Test
    void drawsFourChartsWithGapsWhereNothingRan() {
        var figures = charts(step(2, Map.of("completed", 2L)), step(0, Map.of())).figures();

        assertThat(figures)
                .extracting(Figure::title)
                .containsExactly(
                        "Requests by outcome",
                        "Latency",
                        "Fuel a request, on average",
                        "Memory of a request");
        assertThat(figures.get(1).table()).contains("1 ms", "2 ms", "3 ms", "–");
        assertThat(figures.get(2).table()).contains("500");
    }

    @Test
    void tellsOfNothing() {
        var charts = charts(step(0, Map.of()));

        assertThat(charts.failurePart()).isEqualTo("none");
        assertThat(charts.slowest()).isEqualTo("–");
        assertThat(charts.figures()).hasSize(4);
    }
}
