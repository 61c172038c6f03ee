package run.wasmcloud.runtime;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The machine's clock. */
enum SystemClock implements GuestClock {
    INSTANCE;

    /**
     * Guests see a monotonic clock that starts near 0, so it does not tell how long the machine has
     * been up.
     */
    private final long start = System.nanoTime();

    @Override
    public long unixNanos() {
        var now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public long monotonicNanos() {
        return System.nanoTime() - start;
    }
}
