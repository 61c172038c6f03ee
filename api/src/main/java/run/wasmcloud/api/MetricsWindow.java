package run.wasmcloud.api;

import run.wasmcloud.store.RunMetrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The steps of a time that a chart asks for. They begin at whole multiples of their length since
 * the epoch (so days are those of UTC): a chart that moves on keeps them.
 *
 * @param range from the beginning of the first step to the end of the last
 */
record MetricsWindow(TimeRange range, Duration step) {
    private static final int MOST_STEPS = 1_000;
    private static final int USUAL_STEPS = 60;
    private static final int MINUTE_SECONDS = 60;
    private static final int HOUR_SECONDS = 3_600;
    private static final int LONGEST_STEP_SECONDS = 86_400;
    private static final Duration USUAL = Duration.ofHours(1);

    /** Without a time the last hour, without a step about a sixtieth of the time. */
    static MetricsWindow of(ApiRequest request, Clock clock) {
        var asked = TimeRange.of(request, TimeRange.last(USUAL, clock));
        var recent = asked.since().isAfter(clock.instant().minus(RunMetrics.MINUTES_KEPT));
        var step =
                request.query(
                                "step",
                                "whole minutes in seconds, %d to %d"
                                        .formatted(MINUTE_SECONDS, LONGEST_STEP_SECONDS),
                                MetricsWindow::seconds)
                        .map(seconds -> require(seconds, asked, recent))
                        .orElseGet(() -> usual(asked, recent ? MINUTE_SECONDS : HOUR_SECONDS));
        return new MetricsWindow(whole(asked, step), Duration.ofSeconds(step));
    }

    private static int seconds(String text) {
        var seconds = Integer.parseInt(text);
        if (seconds < MINUTE_SECONDS
                || seconds > LONGEST_STEP_SECONDS
                || seconds % MINUTE_SECONDS != 0) {
            throw new IllegalArgumentException(text);
        }
        return seconds;
    }

    private static int require(int step, TimeRange asked, boolean recent) {
        if (!recent && step % HOUR_SECONDS != 0) {
            throw ApiRequest.invalid(
                    "?step",
                    "%d s (expected: whole hours, since the time begins more than %d hours ago)"
                            .formatted(step, RunMetrics.MINUTES_KEPT.toHours()));
        }
        var steps = length(asked) / step + 1;
        if (steps > MOST_STEPS) {
            throw ApiRequest.invalid(
                    "?step",
                    "%d s make %d steps (expected: at most %d; ask for longer steps or a shorter time)"
                            .formatted(step, steps, MOST_STEPS));
        }
        return step;
    }

    private static long length(TimeRange range) {
        return Duration.between(range.since(), range.until()).toSeconds();
    }

    private static int usual(TimeRange asked, int unit) {
        var step = Math.ceilDiv(length(asked), (long) USUAL_STEPS * unit) * unit;
        return require(
                (int) Math.clamp(step, (long) unit, (long) LONGEST_STEP_SECONDS), asked, true);
    }

    private static TimeRange whole(TimeRange range, int step) {
        var since = Math.floorDiv(range.since().getEpochSecond(), step) * (long) step;
        var until = Math.ceilDiv(range.until().getEpochSecond(), (long) step) * step;
        return new TimeRange(
                Instant.ofEpochSecond(since), Instant.ofEpochSecond(Math.max(until, since + step)));
    }

    /** Returns when each step begins. */
    Stream<Instant> beginnings() {
        var count = Duration.between(range.since(), range.until()).dividedBy(step);
        return LongStream.range(0, count)
                .mapToObj(index -> range.since().plus(step.multipliedBy(index)));
    }
}
