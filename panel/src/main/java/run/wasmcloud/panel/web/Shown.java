package run.wasmcloud.panel.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Quantities as people read them, the same wherever the server stands. */
public final class Shown {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Shown() {}

    /** Returns a size, for example {@code 1.4 MiB}. */
    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        var units = "KMGT";
        var value = bytes / 1024.0;
        var unit = 0;
        while (value >= 1024 && unit < units.length() - 1) {
            value /= 1024;
            unit++;
        }
        return "%s %ciB".formatted(threeDigits(value), units.charAt(unit));
    }

    /** Returns a count, for example {@code 12.3 k}. */
    public static String count(long count) {
        if (count < 10_000) {
            return String.format(Locale.ROOT, "%,d", count).replace(',', '\u202f');
        }
        var units = "kMGTP";
        var value = count / 1000.0;
        var unit = 0;
        while (value >= 1000 && unit < units.length() - 1) {
            value /= 1000;
            unit++;
        }
        return "%s\u202f%c".formatted(threeDigits(value), units.charAt(unit));
    }

    private static String threeDigits(double value) {
        return String.format(
                Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }

    /** Returns a time that something took, for example {@code 1.25 ms}. */
    public static String micros(long micros) {
        if (micros < 1000) {
            return micros + " µs";
        }
        return micros < 1_000_000
                ? threeDigits(micros / 1e3) + " ms"
                : threeDigits(micros / 1e6) + " s";
    }

    /** Returns a moment in UTC, for example {@code 4 Mar 2026, 09:30}. */
    public static String time(Instant moment) {
        return TIME.format(moment);
    }

    /** Returns how long ago a moment was, or how far ahead it is. */
    public static String ago(Instant moment, Instant now) {
        var distance = Duration.between(moment, now);
        if (distance.abs().toSeconds() < 45) {
            return "just now";
        }
        var text = span(distance.abs());
        return distance.isNegative() ? "in " + text : text + " ago";
    }

    /** Returns how long ago a moment was, or how far ahead it is, from now. */
    public static String ago(Instant moment) {
        return ago(moment, Instant.now());
    }

    private static String span(Duration time) {
        if (time.toMinutes() < 60) {
            return Math.max(1, time.toMinutes()) + " min";
        }
        if (time.toHours() < 48) {
            return time.toHours() + " h";
        }
        return time.toDays() + " days";
    }
}
