package run.wasmcloud.model;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The account of one run.
 *
 * @param outcome how it ended
 * @param wallTime from the run's start to the end of its response
 * @param cpuTime the time that the guest's thread was on a processor for the run
 * @param fuel WebAssembly instructions executed
 * @param peakMemoryBytes the largest size of linear memory during the run
 * @param hostCalls how often each host function was called, by its name; functions never called are
 *     absent
 * @param resourcesOpened how often a resource was opened, by scheme and host, for example {@code
 *     https://example.com}
 * @param bytesIn bytes that the guest read from its standard input
 * @param bytesOut bytes that the guest wrote to its standard output
 * @param outboundRequests requests that the guest sent
 * @param engineVersion the engine that ran it, for example {@code wasmtime 50.0.1}
 */
public record Receipt(
        Outcome outcome,
        Duration wallTime,
        Duration cpuTime,
        long fuel,
        long peakMemoryBytes,
        Map<String, Long> hostCalls,
        Map<String, Long> resourcesOpened,
        long bytesIn,
        long bytesOut,
        int outboundRequests,
        String engineVersion) {
    public Receipt {
        hostCalls = sorted(hostCalls);
        resourcesOpened = sorted(resourcesOpened);
    }

    private static Map<String, Long> sorted(Map<String, Long> counts) {
        return counts.isEmpty()
                ? Map.of()
                : Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /**
     * Returns this account with another outcome and wall time: the edge knows how and when the
     * response ended.
     */
    public Receipt ended(Outcome newOutcome, Duration newWallTime) {
        return new Receipt(
                newOutcome,
                newWallTime,
                cpuTime,
                fuel,
                peakMemoryBytes,
                hostCalls,
                resourcesOpened,
                bytesIn,
                bytesOut,
                outboundRequests,
                engineVersion);
    }
}
