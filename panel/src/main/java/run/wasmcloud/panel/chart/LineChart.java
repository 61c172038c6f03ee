package run.wasmcloud.panel.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines over time. Where a step has no value a line has a gap.
 *
 * @param id unique in its page
 * @param series each with a value a step
 */
public record LineChart(
        String id, String title, Quantity quantity, TimeAxis time, List<Series> series)
        implements Figure {
    public LineChart {
        series = Charts.checked(time, series);
    }

    @Override
    public String svg() {
        var largest = series.stream().mapToDouble(Series::largest).max().orElse(0);
        var plot = new Plot(time, quantity, largest);
        var svg = Plot.begin(id, title, description());
        plot.axes(svg);
        series.forEach(one -> line(svg, plot, one));
        if (series.stream().allMatch(Series::hasNoValue)) {
            plot.nothing(svg);
        }
        return svg.end().toString();
    }

    private String description() {
        return series.stream()
                        .map(
                                one ->
                                        one.isEmpty()
                                                ? one.name() + ": nothing"
                                                : one.name()
                                                        + ": up to "
                                                        + quantity.text(one.largest()))
                        .collect(Collectors.joining("; "))
                + ". "
                + time.label();
    }

    private static void line(Markup svg, Plot plot, Series series) {
        for (var run : runs(series.values())) {
            if (run.from() + 1 == run.to()) {
                svg.empty(
                        "circle",
                        "class",
                        "chart-point " + series.cssClass(),
                        "cx",
                        plot.x(run.from() + 0.5),
                        "cy",
                        plot.y(series.values().get(run.from())),
                        "r",
                        "2");
            } else {
                svg.empty(
                        "polyline",
                        "class",
                        "chart-line " + series.cssClass(),
                        "points",
                        points(plot, series, run));
            }
        }
    }

    private static String points(Plot plot, Series series, Run run) {
        var points = new StringBuilder();
        for (var index = run.from(); index < run.to(); index++) {
            points.append(points.isEmpty() ? "" : " ")
                    .append(Charts.coordinate(plot.x(index + 0.5)))
                    .append(',')
                    .append(Charts.coordinate(plot.y(series.values().get(index))));
        }
        return points.toString();
    }

    /** Steps that follow each other and have values. */
    private record Run(int from, int to) {}

    private static List<Run> runs(List<Double> values) {
        var runs = new ArrayList<Run>();
        var from = -1;
        for (var index = 0; index <= values.size(); index++) {
            var present = index < values.size() && !values.get(index).isNaN();
            if (present && from < 0) {
                from = index;
            } else if (!present && from >= 0) {
                runs.add(new Run(from, index));
                from = -1;
            }
        }
        return runs;
    }

    @Override
    public String table() {
        return TimeTable.table(title, time, quantity, series);
    }

    @Override
    public String legend() {
        return TimeTable.legend(series);
    }
}
