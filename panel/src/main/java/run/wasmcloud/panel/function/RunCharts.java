package run.wasmcloud.panel.function;

import run.wasmcloud.model.wire.MetricsReport;
import run.wasmcloud.panel.chart.Figure;
import run.wasmcloud.panel.chart.LineChart;
import run.wasmcloud.panel.chart.Quantity;
import run.wasmcloud.panel.chart.Series;
import run.wasmcloud.panel.chart.StackedBars;
import run.wasmcloud.panel.chart.TimeAxis;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** How runs went over a time: of a function, of an executor, of all. */
public record RunCharts(MetricsReport report) {
    private TimeAxis time() {
        return new TimeAxis(
                report.since(),
                Duration.ofSeconds(report.stepSeconds()),
                Math.max(1, report.steps().size()));
    }

    /** Returns the charts, in the order in which they are shown. */
    public List<Figure> figures() {
        return List.of(outcomes(), wall(), fuel(), memory());
    }

    private Figure outcomes() {
        return new StackedBars(
                "outcomes",
                "Requests by outcome",
                Quantity.COUNT,
                time(),
                OutcomeText.KINDS.stream()
                        .map(
                                kind ->
                                        series(
                                                OutcomeText.text(kind),
                                                "outcome-" + kind,
                                                step -> count(step, kind)))
                        .toList());
    }

    private static double count(MetricsReport.Step step, String kind) {
        return (double) step.outcomes().getOrDefault(kind, 0L).longValue();
    }

    private Figure wall() {
        return new LineChart(
                "latency",
                "Latency",
                Quantity.MICROS,
                time(),
                List.of(
                        ofRuns("p50", "p50", step -> step.wallMicros().p50()),
                        ofRuns("p90", "p90", step -> step.wallMicros().p90()),
                        ofRuns("p99", "p99", step -> step.wallMicros().p99())));
    }

    private Figure fuel() {
        return new LineChart(
                "fuel",
                "Fuel a request, on average",
                Quantity.FUEL,
                time(),
                List.of(ofRuns("fuel", "fuel", step -> step.fuel() / step.requests())));
    }

    private Figure memory() {
        return new LineChart(
                "memory",
                "Memory of a request",
                Quantity.BYTES,
                time(),
                List.of(
                        ofRuns("largest", "p99", MetricsReport.Step::peakMemoryBytes),
                        ofRuns("average", "p50", MetricsReport.Step::averageMemoryBytes)));
    }

    private Series series(String name, String style, ToDoubleFunction<MetricsReport.Step> value) {
        var values = report.steps().stream().mapToDouble(value).boxed().toList();
        return new Series(name, style, values.isEmpty() ? List.of(0.0) : values);
    }

    /** Where nothing ran there is no value. */
    private Series ofRuns(String name, String style, ToLongFunction<MetricsReport.Step> value) {
        return series(
                name,
                style,
                step -> step.requests() == 0 ? Double.NaN : (double) value.applyAsLong(step));
    }

    /** Returns how many runs there were. */
    public long requests() {
        return sum(MetricsReport.Step::requests);
    }

    /** Returns how many of them failed. */
    public long failures() {
        return sum(
                step ->
                        step.outcomes().entrySet().stream()
                                .filter(entry -> OutcomeText.isFailure(entry.getKey()))
                                .mapToLong(Map.Entry::getValue)
                                .sum());
    }

    /** Returns what part of the runs failed, in words. */
    public String failurePart() {
        var requests = requests();
        return requests == 0
                ? "none"
                : String.format(
                        Locale.ROOT, "%.1f %%", 100.0 * ((double) failures() / (double) requests));
    }

    private long sum(ToLongFunction<MetricsReport.Step> value) {
        return report.steps().stream().mapToLong(value).sum();
    }

    /** Returns the fuel of all runs. */
    public String fuelSum() {
        return Quantity.FUEL.text(
                report.steps().stream().mapToDouble(step -> (double) step.fuel()).sum());
    }

    /** Returns the most memory of any run. */
    public String memoryPeak() {
        return Quantity.BYTES.text(
                report.steps().stream()
                        .mapToLong(MetricsReport.Step::peakMemoryBytes)
                        .max()
                        .orElse(0));
    }

    /** Returns the largest p99 of any step. */
    public String slowest() {
        return requests() == 0
                ? "–"
                : Quantity.MICROS.text(
                        report.steps().stream()
                                .mapToLong(step -> step.wallMicros().p99())
                                .max()
                                .orElse(0));
    }
}
