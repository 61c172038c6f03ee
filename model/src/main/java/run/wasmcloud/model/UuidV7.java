package run.wasmcloud.model;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes UUIDs of version 7: they begin with the time, so they sort by it. RFC 9562 section 5.7.
 * Thread-safe.
 */
public final class UuidV7 {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private UuidV7() {}

    /**
     * Returns a new UUID for the present millisecond. Not a secret: its random part is guessable.
     */
    public static UUID next() {
        return at(System.currentTimeMillis());
    }

    /**
     * Returns a new UUID for a given time.
     *
     * @param unixMillis milliseconds since 1970-01-01T00:00Z, not negative
     */
    public static UUID at(long unixMillis) {
        var random = ThreadLocalRandom.current();
        return new UUID(
                (unixMillis << 16) | VERSION | random.nextInt(1 << 12),
                VARIANT | (random.nextLong() >>> 2));
    }

    /**
     * Returns the smallest UUID of a time: a bound for ranges over ids.
     *
     * @param unixMillis milliseconds since 1970-01-01T00:00Z, not negative
     */
    public static UUID floor(long unixMillis) {
        return new UUID((unixMillis << 16) | VERSION, VARIANT);
    }

    /**
     * Returns the time that a version 7 UUID begins with, in milliseconds since 1970-01-01T00:00Z.
     */
    public static long unixMillis(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }
}
