package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * What runs used, added up.
 *
 * @param from when the hour or the day begins; null for sums by function
 * @param function the function; null for sums of all functions, and for functions that are gone
 * @param outcomes how many ended in each way, all of them named
 * @param memoryByteSeconds the largest size of each run's memory times the time it ran
 */
public record UsageItem(
        @Nullable Instant from,
        @Nullable String function,
        long invocations,
        Map<String, Long> outcomes,
        long fuel,
        long cpuMillis,
        long wallMillis,
        long memoryByteSeconds,
        long bytesIn,
        long bytesOut,
        long outboundRequests) {}
