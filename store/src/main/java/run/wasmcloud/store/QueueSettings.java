package run.wasmcloud.store;

import java.time.Duration;

/**
 * How asynchronous invocations are worked off.
 *
 * @param atOnce how many of them an executor runs at once
 * @param poll how often it looks for what is due
 * @param heartbeat how often it tells that it is alive; after four that are missing, another one
 *     takes over
 * @param attempts how often an invocation is tried
 * @param firstDelay how long to wait after the first attempt; four times as long after each further
 *     one
 */
public record QueueSettings(
        int atOnce, Duration poll, Duration heartbeat, int attempts, Duration firstDelay) {
    private static final int GROWTH = 4;

    /** Returns what suits a server. */
    public static QueueSettings defaults() {
        return new QueueSettings(
                16, Duration.ofMillis(500), Duration.ofSeconds(3), 5, Duration.ofSeconds(10));
    }

    /** Returns how long to wait after an attempt, counted from 1. */
    Duration delayAfter(int attempt) {
        return firstDelay.multipliedBy((long) Math.pow(GROWTH, attempt - 1.0));
    }
}
