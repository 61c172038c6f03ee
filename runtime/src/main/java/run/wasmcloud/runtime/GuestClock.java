package run.wasmcloud.runtime;

/**
 * The time that guests see; given from outside so that a run can be repeated exactly. Thread-safe.
 */
public interface GuestClock {
    /** Returns nanoseconds since 1970-01-01T00:00Z. */
    long unixNanos();

    /** Returns nanoseconds since some moment; never goes back. */
    long monotonicNanos();

    /** Returns the machine's clock. */
    static GuestClock system() {
        return SystemClock.INSTANCE;
    }
}
