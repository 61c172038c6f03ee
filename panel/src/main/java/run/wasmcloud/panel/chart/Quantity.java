package run.wasmcloud.panel.chart;

import java.util.List;
import java.util.Locale;

/** What values are of, and so how they are written: short, for people. */
public enum Quantity {
    /** How many there are. */
    COUNT(1_000),
    /** Instructions executed. */
    FUEL(1_000),
    /** Microseconds. */
    MICROS(1_000),
    /** Bytes. */
    BYTES(1_024);

    private static final double MICROS_A_MINUTE = 60_000_000;
    private static final double LEAST_TWO_DIGITS = 10;
    private static final double LEAST_THREE_DIGITS = 100;

    private final double base;

    Quantity(double base) {
        this.base = base;
    }

    private List<String> units() {
        return switch (this) {
            case COUNT, FUEL -> List.of("", "k", "M", "G", "T", "P", "E");
            case MICROS -> List.of("µs", "ms", "s");
            case BYTES -> List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
        };
    }

    /** Returns a value with about three digits and its unit. */
    public String text(long value) {
        return text((double) value);
    }

    /** Returns a value with about three digits and its unit. */
    public String text(double value) {
        if (this == MICROS && value >= 2 * MICROS_A_MINUTE) {
            return digits(value / MICROS_A_MINUTE) + " min";
        }
        var unit = unit(value);
        var name = units().get(unit);
        var number = digits(value / Math.pow(base, unit));
        return name.isEmpty() ? number : number + (isWord() ? " " : "") + name;
    }

    private boolean isWord() {
        return this == MICROS || this == BYTES;
    }

    /** What would be rounded up to the next unit is written in it. */
    private int unit(double value) {
        var unit = 0;
        while (unit < units().size() - 1 && value / Math.pow(base, unit) >= base - 0.5) {
            unit++;
        }
        return unit;
    }

    private static String digits(double number) {
        var decimals = number < LEAST_TWO_DIGITS ? 2 : number < LEAST_THREE_DIGITS ? 1 : 0;
        var text = String.format(Locale.ROOT, "%." + decimals + "f", number);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /**
     * Returns the distance of the lines of an axis that reaches to a value: 1, 2 or 5 times a power
     * of ten; for bytes a power of two.
     *
     * @param lines about how many lines there shall be
     */
    double step(double most, int lines) {
        if (most <= 0) {
            return 1;
        }
        var about = most / lines;
        var step =
                this == BYTES
                        ? Math.pow(2, Math.ceil(Math.log(about) / Math.log(2)))
                        : decimal(about);
        return this == MICROS ? step : Math.max(1, step);
    }

    private static double decimal(double about) {
        var power = Math.pow(10, Math.floor(Math.log10(about)));
        for (var factor : List.of(1, 2, 5)) {
            if (about <= factor * power * 1.0001) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
