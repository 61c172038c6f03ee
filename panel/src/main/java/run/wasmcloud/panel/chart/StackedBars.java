package run.wasmcloud.panel.chart;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Bars over time, each of several parts on top of each other. Parts that are 0 throughout are left
 * out of the legend and the table.
 *
 * @param id unique in its page
 * @param series each with a value a step, the lowest part first
 */
public record StackedBars(
        String id, String title, Quantity quantity, TimeAxis time, List<Series> series)
        implements Figure {
    private static final double GAP_PART = 0.15;
    private static final double LEAST_HEIGHT = 1;

    public StackedBars {
        series = Charts.checked(time, series);
    }

    private double total(int index) {
        return series.stream().mapToDouble(one -> value(one, index)).sum();
    }

    private static double value(Series series, int index) {
        var value = series.values().get(index);
        return value.isNaN() ? 0 : value;
    }

    private double largest() {
        var largest = 0.0;
        for (var index = 0; index < time.steps(); index++) {
            largest = Math.max(largest, total(index));
        }
        return largest;
    }

    @Override
    public String svg() {
        var plot = new Plot(time, quantity, largest());
        var svg = Plot.begin(id, title, description());
        plot.axes(svg);
        for (var index = 0; index < time.steps(); index++) {
            bar(svg, plot, index);
        }
        if (largest() == 0) {
            plot.nothing(svg);
        }
        return svg.end().toString();
    }

    private String description() {
        var present = present();
        return (present.isEmpty()
                        ? "Nothing"
                        : present.stream()
                                .map(one -> one.name() + ": " + quantity.text(sum(one)))
                                .collect(Collectors.joining("; ")))
                + ". "
                + time.label();
    }

    private static double sum(Series series) {
        return series.values().stream().filter(value -> !value.isNaN()).mapToDouble(v -> v).sum();
    }

    private void bar(Markup svg, Plot plot, int index) {
        if (total(index) == 0) {
            return;
        }
        svg.begin("g").element("title", tip(index));
        var below = 0.0;
        for (var one : series) {
            var value = value(one, index);
            if (value > 0) {
                part(svg, plot, one, index, below);
                below += value;
            }
        }
        svg.end();
    }

    private static void part(Markup svg, Plot plot, Series series, int index, double below) {
        var top = plot.y(below + value(series, index));
        var gap = plot.stepWidth() * GAP_PART;
        svg.empty(
                "rect",
                "class",
                "chart-bar " + series.cssClass(),
                "x",
                plot.x(index) + gap / 2,
                "y",
                top,
                "width",
                plot.stepWidth() - gap,
                "height",
                Math.max(LEAST_HEIGHT, plot.y(below) - top));
    }

    private String tip(int index) {
        return time.label(index)
                + "\n"
                + series.stream()
                        .filter(one -> value(one, index) > 0)
                        .map(one -> one.name() + ": " + quantity.text(value(one, index)))
                        .collect(Collectors.joining("\n"));
    }

    private List<Series> present() {
        return series.stream().filter(one -> !one.isEmpty()).toList();
    }

    @Override
    public String table() {
        var present = present();
        return TimeTable.table(
                title,
                time,
                quantity,
                present.isEmpty() ? series.subList(0, Math.min(1, series.size())) : present);
    }

    @Override
    public String legend() {
        return TimeTable.legend(present());
    }
}
