package run.wasmcloud.store;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many runs lasted how long, by buckets that each reach to 2^(1/8) times the last one's end: a
 * quantile of it is at most 9.1 % too long, and never too short. The buckets are those of the
 * column {@code run_steps.wall_counts}.
 */
final class WallTimes {
    private static final double FIRST_END_NANOS = 8_000;
    private static final double BUCKETS_AN_OCTAVE = 8;

    /** It has no end. */
    private static final int LAST_BUCKET = 217;

    private final TreeMap<Integer, Long> counts = new TreeMap<>();
    private long least = Long.MAX_VALUE;
    private long most;

    /**
     * Adds runs.
     *
     * @param bucketCounts by the number of the bucket
     * @param leastNanos how long the shortest of them lasted
     * @param mostNanos how long the longest of them lasted
     */
    void add(Map<String, Long> bucketCounts, long leastNanos, long mostNanos) {
        bucketCounts.forEach(
                (bucket, count) -> counts.merge(Integer.parseInt(bucket), count, Long::sum));
        least = Math.min(least, leastNanos);
        most = Math.max(most, mostNanos);
    }

    /**
     * Returns how long at least this part of the runs lasted at most; 0 when there are none.
     *
     * @param part between 0 and 1
     */
    Duration quantile(double part) {
        var runs = counts.values().stream().mapToLong(Long::longValue).sum();
        var rank = Math.max(1, (long) Math.ceil(part * runs));
        var passed = 0L;
        for (var bucket : counts.entrySet()) {
            passed += bucket.getValue();
            if (passed >= rank) {
                return Duration.ofNanos(Math.clamp(end(bucket.getKey()), least, most));
            }
        }
        return Duration.ZERO;
    }

    private static long end(int bucket) {
        return bucket >= LAST_BUCKET
                ? Long.MAX_VALUE
                : Math.round(FIRST_END_NANOS * Math.pow(2, bucket / BUCKETS_AN_OCTAVE));
    }
}
