package run.wasmcloud.store;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes ids for log lines: UUIDs of version 7 whose random part begins with a counter, so that
 * lines of the same millisecond keep the order in which they came. RFC 9562 section 6.2, method 1.
 * Thread-safe.
 */
public final class LogIds {
    private static final int LOW_BITS = 20;
    private static final int LOW_MASK = (1 << LOW_BITS) - 1;
    private static final int RANDOM_BITS = 62 - LOW_BITS;
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final AtomicInteger counter = new AtomicInteger();

    /** Returns the next id for a line of a given time, which is not before 1970. */
    public UUID next(Instant at) {
        var count = counter.getAndIncrement();
        var high = (at.toEpochMilli() << 16) | VERSION | (count >>> LOW_BITS);
        var random = ThreadLocalRandom.current().nextLong() >>> (Long.SIZE - RANDOM_BITS);
        return new UUID(high, VARIANT | ((long) (count & LOW_MASK) << RANDOM_BITS) | random);
    }
}
