package run.wasmcloud.panel.chart;

import java.util.List;

/**
 * The values of one thing, step by step.
 *
 * @param name for people
 * @param style a word for the style sheet: its elements get the class {@code series-STYLE}
 * @param values not negative; {@link Double#NaN} where there is none
 */
public record Series(String name, String style, List<Double> values) {
    public Series {
        if (!style.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException(
                    style + " (expected: lower-case letters, digits and -)");
        }
        values = List.copyOf(values);
    }

    double largest() {
        return values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(0);
    }

    boolean hasNoValue() {
        return values.stream().allMatch(value -> value.isNaN());
    }

    boolean isEmpty() {
        return values.stream().allMatch(value -> value.isNaN() || value == 0);
    }

    String cssClass() {
        return "series-" + style;
    }
}
