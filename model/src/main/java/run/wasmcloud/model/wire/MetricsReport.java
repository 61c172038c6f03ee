package run.wasmcloud.model.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How a function did over a time, step by step.
 *
 * @param since inclusive
 * @param until exclusive
 * @param steps all steps of the time, those without runs too
 */
public record MetricsReport(Instant since, Instant until, long stepSeconds, List<Step> steps) {
    public MetricsReport {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param from when it begins
     * @param requests how many runs began in it
     * @param outcomes how many ended in each way, all of them named
     * @param wallMicros quantiles of the time to the end of the response
     * @param fuel of all runs
     * @param peakMemoryBytes the largest of any run
     * @param averageMemoryBytes the largest of each run, on average
     */
    public record Step(
            Instant from,
            long requests,
            Map<String, Long> outcomes,
            Quantiles wallMicros,
            long fuel,
            long peakMemoryBytes,
            long averageMemoryBytes) {}

    /** What so many of a hundred runs did not exceed; 0 where there were none. */
    public record Quantiles(long p50, long p90, long p99) {}
}
