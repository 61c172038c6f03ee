package run.wasmcloud.panel.chart;

import java.util.List;

/** What all charts over time hold to. */
final class Charts {
    private Charts() {}

    static List<Series> checked(TimeAxis time, List<Series> series) {
        for (var one : series) {
            if (one.values().size() != time.steps()) {
                throw new IllegalArgumentException(
                        "%s has %d values (expected: %d)"
                                .formatted(one.name(), one.values().size(), time.steps()));
            }
        }
        return List.copyOf(series);
    }

    /** Returns a length with one decimal: finer is not seen. */
    static String coordinate(double value) {
        var tenths = Math.round(value * 10);
        return tenths % 10 == 0
                ? String.valueOf(tenths / 10)
                : tenths / 10 + "." + Math.abs(tenths % 10);
    }
}
