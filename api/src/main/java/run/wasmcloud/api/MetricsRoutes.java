package run.wasmcloud.api;

import run.wasmcloud.model.wire.MetricsReport;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.RunMetrics;
import run.wasmcloud.store.Store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** How functions did, for charts. */
final class MetricsRoutes {
    private static final int MOST_STEPS = 1_000;
    private static final int LONGEST_STEP_SECONDS = 86_400;
    private static final int USUAL_STEPS = 60;
    private static final Duration USUAL = Duration.ofHours(1);
    private static final List<Double> QUANTILES = List.of(0.5, 0.9, 0.99);
    private static final MetricsReport.Quantiles NONE = new MetricsReport.Quantiles(0, 0, 0);

    private final Store store;
    private final FunctionRoutes functions;
    private final Clock clock;

    MetricsRoutes(Store store, FunctionRoutes functions, Clock clock) {
        this.store = store;
        this.functions = functions;
        this.clock = clock;
    }

    /** Without a time the last hour, without a step a sixtieth of the time. */
    Object metrics(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var asked = TimeRange.of(request, TimeRange.last(USUAL, clock));
        var step = step(request, asked);
        var range = whole(asked, step);
        var steps =
                store
                        .runMetrics()
                        .list(function.id(), range.since(), range.until(), step, QUANTILES)
                        .stream()
                        .collect(Collectors.toMap(RunMetrics.Step::from, Function.identity()));
        return new MetricsReport(
                range.since(),
                range.until(),
                step.toSeconds(),
                beginnings(range, step)
                        .map(from -> steps.containsKey(from) ? step(steps.get(from)) : empty(from))
                        .toList());
    }

    private static java.util.stream.Stream<Instant> beginnings(TimeRange range, Duration step) {
        var count = Duration.between(range.since(), range.until()).dividedBy(step);
        return LongStream.range(0, count)
                .mapToObj(index -> range.since().plus(step.multipliedBy(index)));
    }

    private static Duration step(ApiRequest request, TimeRange range) {
        var seconds = Duration.between(range.since(), range.until()).toSeconds();
        var usual = Math.clamp(seconds / USUAL_STEPS, 1L, LONGEST_STEP_SECONDS);
        var step =
                request.query(
                                "step",
                                "seconds, 1 to " + LONGEST_STEP_SECONDS,
                                MetricsRoutes::seconds)
                        .orElse((int) usual);
        if (seconds / step >= MOST_STEPS) {
            throw ApiRequest.invalid(
                    "?step",
                    "%d s make %d steps (expected: at most %d; ask for longer steps or a shorter time)"
                            .formatted(step, seconds / step + 1, MOST_STEPS));
        }
        return Duration.ofSeconds(step);
    }

    private static int seconds(String text) {
        var seconds = Integer.parseInt(text);
        if (seconds < 1 || seconds > LONGEST_STEP_SECONDS) {
            throw new IllegalArgumentException(text);
        }
        return seconds;
    }

    /** Steps begin at whole multiples of their length, so that a chart that moves on keeps them. */
    private static TimeRange whole(TimeRange range, Duration step) {
        var seconds = step.toSeconds();
        var since = Math.floorDiv(range.since().getEpochSecond(), seconds) * seconds;
        var until = Math.ceilDiv(range.until().getEpochSecond(), seconds) * seconds;
        return new TimeRange(
                Instant.ofEpochSecond(since),
                Instant.ofEpochSecond(Math.max(until, since + seconds)));
    }

    private static MetricsReport.Step step(RunMetrics.Step step) {
        var outcomes = new TreeMap<String, Long>();
        RecordRoutes.OUTCOMES.forEach(kind -> outcomes.put(kind, 0L));
        outcomes.putAll(step.outcomes());
        return new MetricsReport.Step(
                step.from(),
                step.runs(),
                outcomes,
                quantiles(step.wall()),
                step.fuel(),
                step.peakMemoryBytes(),
                step.averageMemoryBytes());
    }

    private static MetricsReport.Quantiles quantiles(List<Duration> wall) {
        return new MetricsReport.Quantiles(
                micros(wall.get(0)), micros(wall.get(1)), micros(wall.get(2)));
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private static MetricsReport.Step empty(Instant from) {
        var outcomes = new TreeMap<String, Long>();
        RecordRoutes.OUTCOMES.forEach(kind -> outcomes.put(kind, 0L));
        return new MetricsReport.Step(from, 0, outcomes, NONE, 0, 0, 0);
    }
}
