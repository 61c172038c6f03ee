package run.wasmcloud.panel.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The steps of a chart's time, in UTC.
 *
 * @param since when the first step begins
 * @param steps how many there are, at least 1
 */
public record TimeAxis(Instant since, Duration step, int steps) {
    private static final DateTimeFormatter TIME = formatter("HH:mm");
    private static final DateTimeFormatter DAY = formatter("d MMM");
    private static final DateTimeFormatter BOTH = formatter("d MMM HH:mm");
    private static final Duration LONGEST_BY_TIME = Duration.ofHours(26);

    /** The distances that the labels of an axis may have. */
    private static final List<Duration> DISTANCES =
            List.of(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(2),
                    Duration.ofHours(4),
                    Duration.ofHours(6),
                    Duration.ofHours(12),
                    Duration.ofDays(1),
                    Duration.ofDays(2),
                    Duration.ofDays(5),
                    Duration.ofDays(10));

    public TimeAxis {
        if (steps < 1 || !step.isPositive()) {
            throw new IllegalArgumentException(
                    steps + " steps of " + step + " (expected: at least one)");
        }
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /**
     * A label of the axis.
     *
     * @param step where it is, in steps from the beginning
     */
    record Tick(double step, String label) {}

    Instant from(int index) {
        return since.plus(step.multipliedBy(index));
    }

    private Duration length() {
        return step.multipliedBy(steps);
    }

    private boolean isShort() {
        return length().compareTo(LONGEST_BY_TIME) <= 0;
    }

    /** Returns when a step begins, as a table names it. */
    String label(int index) {
        return BOTH.format(from(index));
    }

    /** Returns the whole time, as a description names it. */
    String label() {
        return "%s to %s UTC".formatted(label(0), BOTH.format(since.plus(length())));
    }

    /** Returns at most so many labels, at whole times. */
    List<Tick> ticks(int most) {
        var distance = distance(most).toSeconds();
        var ticks = new ArrayList<Tick>();
        var end = since.plus(length()).getEpochSecond();
        for (var at = Math.ceilDiv(since.getEpochSecond(), distance) * distance;
                at <= end;
                at += distance) {
            ticks.add(
                    new Tick(
                            (at - since.getEpochSecond()) / (double) step.toSeconds(),
                            (isShort() ? TIME : DAY).format(Instant.ofEpochSecond(at))));
        }
        return List.copyOf(ticks);
    }

    private Duration distance(int most) {
        return DISTANCES.stream()
                .filter(distance -> isShort() || distance.compareTo(Duration.ofDays(1)) >= 0)
                .filter(distance -> length().dividedBy(distance) < most)
                .findFirst()
                .orElseGet(() -> length().dividedBy(most).plusSeconds(1));
    }
}
