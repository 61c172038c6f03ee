package run.wasmcloud.panel.chart;

import java.util.List;

/**
 * A small line of how many there were, and of how many of them failed. What it shows is in its
 * text.
 *
 * @param name what it is about, for who cannot see it
 * @param values at least two
 * @param failures as many
 */
public record Sparkline(String name, List<Long> values, List<Long> failures) {
    private static final double WIDTH = 120;
    private static final double HEIGHT = 28;
    private static final double EDGE = 2;

    public Sparkline {
        if (values.size() < 2 || values.size() != failures.size()) {
            throw new IllegalArgumentException(
                    "%d values and %d failures (expected: as many, at least 2)"
                            .formatted(values.size(), failures.size()));
        }
        values = List.copyOf(values);
        failures = List.copyOf(failures);
    }

    /** Returns the text that stands for the picture. */
    public String text() {
        return "%s: %s requests, %s failed"
                .formatted(
                        name, Quantity.COUNT.text(sum(values)), Quantity.COUNT.text(sum(failures)));
    }

    /** Returns how many there were, and how many of them failed, as short as can be. */
    public String counts() {
        var all = Quantity.COUNT.text(sum(values));
        return sum(failures) == 0
                ? all
                : all + ", " + Quantity.COUNT.text(sum(failures)) + " failed";
    }

    private static long sum(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the picture, SVG. */
    public String svg() {
        var largest = Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(1));
        var svg =
                new Markup()
                        .begin(
                                "svg",
                                "class",
                                "sparkline",
                                "viewBox",
                                "0 0 120 28",
                                "role",
                                "img",
                                "aria-label",
                                text())
                        .empty(
                                "path",
                                "class",
                                "sparkline-area",
                                "d",
                                "M0,26 L%s L120,26 Z".formatted(points(values, largest)))
                        .empty(
                                "polyline",
                                "class",
                                "sparkline-line",
                                "points",
                                points(values, largest));
        if (sum(failures) > 0) {
            svg.empty(
                    "polyline", "class", "sparkline-failures", "points", points(failures, largest));
        }
        return svg.end().toString();
    }

    private static String points(List<Long> values, long largest) {
        var points = new StringBuilder();
        for (var index = 0; index < values.size(); index++) {
            points.append(points.isEmpty() ? "" : " ")
                    .append(Charts.coordinate(WIDTH * index / (values.size() - 1)))
                    .append(',')
                    .append(
                            Charts.coordinate(
                                    HEIGHT
                                            - EDGE
                                            - (HEIGHT - 2 * EDGE)
                                                    * ((double) values.get(index)
                                                            / (double) largest)));
        }
        return points.toString();
    }
}
