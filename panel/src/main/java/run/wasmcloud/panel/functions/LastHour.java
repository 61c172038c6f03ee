package run.wasmcloud.panel.functions;

import run.wasmcloud.model.wire.ActivityReport;
import run.wasmcloud.panel.chart.Sparkline;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What each function did in the last hour, all of them asked for at once. */
record LastHour(Map<String, ActivityReport.Activity> functions) {
    private static final int POINTS = 30;
    private static final List<Long> NOTHING = Collections.nCopies(POINTS, 0L);

    static LastHour of(ActivityReport report) {
        return new LastHour(
                report.items().stream()
                        .collect(
                                Collectors.toMap(
                                        ActivityReport.Activity::function, Function.identity())));
    }

    Sparkline of(String function) {
        var activity = functions.get(function);
        return activity == null
                ? new Sparkline(function, NOTHING, NOTHING)
                : new Sparkline(function, points(activity.requests()), points(activity.failures()));
    }

    /** A line this small has room for two minutes a point. */
    private static List<Long> points(List<Long> minutes) {
        return IntStream.range(0, POINTS)
                .mapToObj(
                        point ->
                                minutes
                                        .subList(
                                                point * minutes.size() / POINTS,
                                                (point + 1) * minutes.size() / POINTS)
                                        .stream()
                                        .mapToLong(Long::longValue)
                                        .sum())
                .toList();
    }
}
