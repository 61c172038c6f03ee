package run.wasmcloud.api;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.ActivityReport;
import run.wasmcloud.model.wire.MetricsReport;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.RunMetrics;
import run.wasmcloud.store.Store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How functions did, for charts. */
final class MetricsRoutes {
    private static final List<Double> QUANTILES = List.of(0.5, 0.9, 0.99);
    private static final MetricsReport.Quantiles NONE = new MetricsReport.Quantiles(0, 0, 0);
    private static final int ACTIVITY_MINUTES = 60;

    private final Store store;
    private final FunctionRoutes functions;
    private final Clock clock;

    MetricsRoutes(Store store, FunctionRoutes functions, Clock clock) {
        this.store = store;
        this.functions = functions;
        this.clock = clock;
    }

    /** One function. */
    Object metrics(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var window = MetricsWindow.of(request, clock);
        var range = window.range();
        return report(
                window,
                store.runMetrics()
                        .ofFunction(
                                function.id(),
                                range.since(),
                                range.until(),
                                window.step(),
                                QUANTILES));
    }

    /** All functions of all users. */
    Object platform(Caller caller, ApiRequest request) {
        var executor = request.query("executor", "a UUID", UUID::fromString).map(ExecutorId::new);
        var window = MetricsWindow.of(request, clock);
        var range = window.range();
        return report(
                window,
                store.runMetrics()
                        .ofPlatform(
                                executor, range.since(), range.until(), window.step(), QUANTILES));
    }

    private static MetricsReport report(MetricsWindow window, List<RunMetrics.Step> found) {
        var steps = found.stream().collect(Collectors.toMap(RunMetrics.Step::from, step -> step));
        return new MetricsReport(
                window.range().since(),
                window.range().until(),
                window.step().toSeconds(),
                window.beginnings()
                        .map(from -> steps.containsKey(from) ? step(steps.get(from)) : empty(from))
                        .toList());
    }

    private static MetricsReport.Step step(RunMetrics.Step step) {
        return new MetricsReport.Step(
                step.from(),
                step.runs(),
                new TreeMap<>(step.outcomes()),
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

    /** All functions of the caller in the last hour, the present minute included. */
    Object activity(Caller caller, ApiRequest request) {
        var until = clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        var since = until.minus(ACTIVITY_MINUTES, ChronoUnit.MINUTES);
        var minutes = store.runMetrics().minutes(caller.user().id(), since, until);
        return new ActivityReport(
                since,
                until,
                Duration.ofMinutes(1).toSeconds(),
                byFunction(minutes).entrySet().stream()
                        .map(entry -> activity(entry.getKey(), since, entry.getValue()))
                        .toList());
    }

    private static Map<FunctionName, List<RunMetrics.Minute>> byFunction(
            List<RunMetrics.Minute> minutes) {
        return minutes.stream()
                .collect(
                        Collectors.groupingBy(
                                RunMetrics.Minute::function,
                                LinkedHashMap::new,
                                Collectors.toList()));
    }

    private static ActivityReport.Activity activity(
            FunctionName function, Instant since, List<RunMetrics.Minute> minutes) {
        return new ActivityReport.Activity(
                function.value(),
                counts(since, minutes, RunMetrics.Minute::runs),
                counts(since, minutes, RunMetrics.Minute::failures));
    }

    private static List<Long> counts(
            Instant since,
            List<RunMetrics.Minute> minutes,
            ToLongFunction<RunMetrics.Minute> count) {
        var counts = new long[ACTIVITY_MINUTES];
        minutes.forEach(
                minute ->
                        counts[Math.toIntExact(ChronoUnit.MINUTES.between(since, minute.from()))] =
                                count.applyAsLong(minute));
        return IntStream.range(0, ACTIVITY_MINUTES).mapToObj(index -> counts[index]).toList();
    }
}
