package run.wasmcloud.panel.chart;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A bar of segments next to each other, within a bound: where something went, and what was left.
 *
 * @param id unique in its page
 * @param segments the first at the left
 * @param bound what the whole bar stands for; 0 when the sum of the segments is the whole
 */
public record Gauge(
        String id, String title, Quantity quantity, List<Segment> segments, long bound) {
    private static final double WIDTH = 480;
    private static final double LEAST = 1.5;

    public Gauge {
        segments = List.copyOf(segments);
    }

    /**
     * A part.
     *
     * @param style a word for the style sheet: its elements get the class {@code series-STYLE}
     */
    public record Segment(String name, String style, long value) {}

    private long sum() {
        return segments.stream().mapToLong(Segment::value).sum();
    }

    private double whole() {
        return (double) Math.max(1, Math.max(bound, sum()));
    }

    /** Returns the picture, SVG. */
    public String svg() {
        var svg =
                new Markup()
                        .begin(
                                "svg",
                                "class",
                                "gauge",
                                "viewBox",
                                "0 0 480 16",
                                "preserveAspectRatio",
                                "none",
                                "role",
                                "img",
                                "aria-labelledby",
                                id + "-title " + id + "-desc")
                        .element("title", title, "id", id + "-title")
                        .element("desc", text(), "id", id + "-desc")
                        .empty(
                                "rect",
                                "class",
                                "gauge-whole",
                                "x",
                                "0",
                                "y",
                                "0",
                                "width",
                                WIDTH,
                                "height",
                                "16");
        var at = 0.0;
        for (var segment : segments) {
            var width = WIDTH * ((double) segment.value() / whole());
            if (segment.value() > 0) {
                svg.empty(
                        "rect",
                        "class",
                        "gauge-part series-" + segment.style(),
                        "x",
                        Math.min(at, WIDTH - LEAST),
                        "y",
                        "0",
                        "width",
                        Math.max(LEAST, width),
                        "height",
                        "16");
            }
            at += width;
        }
        return svg.end().toString();
    }

    /** Returns what the bar shows, in words. */
    public String text() {
        var parts =
                segments.stream()
                        .map(segment -> segment.name() + " " + quantity.text(segment.value()))
                        .collect(Collectors.joining(", "));
        return bound > 0 ? parts + " of " + quantity.text(bound) : parts;
    }
}
