package run.wasmcloud.runtime;

import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogSource;

/**
 * The function's log, as host functions write to it: what the guest logs, and what the platform has
 * to say to the function's owner about the run. Used by the guest's thread only.
 *
 * <p>Whoever keeps the lines bounds how many are kept.
 */
@FunctionalInterface
public interface GuestLog {
    /**
     * Adds one line.
     *
     * @param source who says it
     * @param line without an end of line; what a guest wrote is hostile input
     */
    void add(LogLevel level, LogSource source, String line);

    /** Returns a log that keeps nothing. */
    static GuestLog discarding() {
        return (_, _, _) -> {};
    }
}
