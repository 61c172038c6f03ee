package run.wasmcloud.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sizes, durations, counts and times as people read them. */
final class Quantities {
    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final String[] COUNT_UNITS = {"", " k", " M", " G", " T"};
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private Quantities() {}

    /** Returns for example {@code 17 B} or {@code 1.5 MiB}. */
    static String bytes(long bytes) {
        return bytes < 1024 ? bytes + " B" : scaled((double) bytes, 1024, BYTE_UNITS, " ");
    }

    /** Returns for example {@code 999} or {@code 1.5 M}. */
    static String count(long count) {
        return count < 1000 ? Long.toString(count) : scaled((double) count, 1000, COUNT_UNITS, "");
    }

    private static String scaled(double value, double step, String[] units, String space) {
        int unit = 0;
        while (value >= step - 0.05 && unit < units.length - 1) {
            value /= step;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f", value) + space + units[unit];
    }

    /**
     * Returns for example {@code 0.85 ms}, {@code 12.3 ms}, {@code 3.21 s} or {@code 2 min 5 s}.
     */
    static String duration(Duration time) {
        double millis = time.toNanos() / 1e6;
        if (millis < 9.995) {
            return String.format(Locale.ROOT, "%.2f ms", millis);
        }
        if (millis < 999.95) {
            return String.format(Locale.ROOT, "%.1f ms", millis);
        }
        return millis < 59_995
                ? String.format(Locale.ROOT, "%.2f s", millis / 1000)
                : minutes(Math.round(millis / 1000));
    }

    private static String minutes(long seconds) {
        return "%d min %d s".formatted(seconds / 60, seconds % 60);
    }

    /** Returns a duration given in microseconds. */
    static String micros(long micros) {
        return duration(Duration.ofNanos(Math.multiplyExact(micros, 1000L)));
    }

    /** Returns a time to the second. */
    static String time(Instant instant, ZoneId zone) {
        return SECONDS.format(instant.atZone(zone));
    }

    /** Returns a time to the millisecond. */
    static String preciseTime(Instant instant, ZoneId zone) {
        return MILLIS.format(instant.atZone(zone));
    }
}
