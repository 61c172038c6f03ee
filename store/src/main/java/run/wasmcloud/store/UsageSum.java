package run.wasmcloud.store;

import run.wasmcloud.model.FunctionName;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What runs used, added up.
 *
 * @param from when the hour or day begins; empty for sums over all of the time that was asked for
 * @param function empty for sums of all functions, and for functions that are gone
 * @param outcomes how many runs ended in each way, by {@code Outcome.kind()}
 */
public record UsageSum(
        Optional<Instant> from,
        Optional<FunctionName> function,
        long invocations,
        Map<String, Long> outcomes,
        long fuel,
        Duration cpuTime,
        Duration wallTime,
        long memoryByteSeconds,
        long bytesIn,
        long bytesOut,
        long outboundRequests) {
    public UsageSum {
        outcomes = Map.copyOf(outcomes);
    }
}
