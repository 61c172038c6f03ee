package run.wasmcloud.panel.chart;

/** The area of a chart over time, with its axes. Lengths are those of the picture's view box. */
final class Plot {
    static final double LEFT = 62;
    static final double RIGHT = 456;
    static final double TOP = 10;
    static final double BOTTOM = 172;
    private static final double LABEL_GAP = 6;
    private static final double TIME_BASELINE = 190;
    private static final double HALF_A_DIGIT = 4;
    private static final int LINES = 4;
    private static final int TIMES = 7;

    private final TimeAxis time;
    private final Quantity quantity;
    private final double most;
    private final double step;

    /**
     * @param largest the largest value there is
     */
    Plot(TimeAxis time, Quantity quantity, double largest) {
        this.time = time;
        this.quantity = quantity;
        this.step = quantity.step(largest, LINES);
        this.most = Math.max(1, Math.ceil(largest / step - 1e-9)) * step;
    }

    /** Returns the length of a step. */
    double stepWidth() {
        return (RIGHT - LEFT) / time.steps();
    }

    /** Returns where a place is, in steps from the beginning. */
    double x(double steps) {
        return LEFT + stepWidth() * steps;
    }

    /** Returns where a value is. */
    double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * Math.min(value, most) / most;
    }

    /** Begins the picture. */
    static Markup begin(String id, String title, String description) {
        return new Markup()
                .begin(
                        "svg",
                        "xmlns",
                        "http://www.w3.org/2000/svg",
                        "class",
                        "chart",
                        "viewBox",
                        "0 0 480 200",
                        "role",
                        "img",
                        "aria-labelledby",
                        id + "-title " + id + "-desc")
                .element("title", title, "id", id + "-title")
                .element("desc", description, "id", id + "-desc");
    }

    /** Says that there is nothing to draw. */
    void nothing(Markup svg) {
        svg.element(
                "text",
                "Nothing ran in this time",
                "class",
                "chart-empty",
                "x",
                (LEFT + RIGHT) / 2,
                "y",
                (TOP + BOTTOM) / 2);
    }

    /** Draws the axes with their labels. */
    void axes(Markup svg) {
        for (var line = 0; line * step <= most * 1.0001; line++) {
            var y = y(line * step);
            svg.empty(
                            "line",
                            "class",
                            line == 0 ? "chart-base" : "chart-grid",
                            "x1",
                            LEFT,
                            "x2",
                            RIGHT,
                            "y1",
                            y,
                            "y2",
                            y)
                    .element(
                            "text",
                            quantity.text(line * step),
                            "class",
                            "chart-value",
                            "x",
                            LEFT - LABEL_GAP,
                            "y",
                            y + HALF_A_DIGIT);
        }
        for (var tick : time.ticks(TIMES)) {
            svg.element(
                    "text",
                    tick.label(),
                    "class",
                    "chart-time",
                    "x",
                    x(tick.step()),
                    "y",
                    TIME_BASELINE);
        }
    }
}
