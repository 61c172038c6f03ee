package run.wasmcloud.model;

import java.time.Duration;

/**
 * The bounds of one run.
 *
 * @param memoryPages the most linear memory, in pages of 64 KiB; 0 to 65,536
 * @param tableElements the most elements of a table
 * @param fuel the most fuel, in WebAssembly instructions
 * @param wallTime the longest time from the run's start to the end of its response
 * @param outputBytes the longest response body, in bytes
 * @param logBytes the most log text kept, in bytes of UTF-8
 * @param logLineBytes the longest line of log kept, in bytes of UTF-8
 */
public record RunLimits(
        int memoryPages,
        int tableElements,
        long fuel,
        Duration wallTime,
        long outputBytes,
        long logBytes,
        int logLineBytes) {
    private static final int PAGES_OF_32_BIT_MEMORY = 65_536;

    public RunLimits {
        requireRange("memoryPages", memoryPages, PAGES_OF_32_BIT_MEMORY);
        requireRange("tableElements", tableElements, Integer.MAX_VALUE);
        requireRange("fuel", fuel, Long.MAX_VALUE);
        requireRange("outputBytes", outputBytes, Long.MAX_VALUE);
        requireRange("logBytes", logBytes, Long.MAX_VALUE);
        requireRange("logLineBytes", logLineBytes, Integer.MAX_VALUE);
        if (!wallTime.isPositive()) {
            throw new IllegalArgumentException("wallTime " + wallTime + " (expected: more than 0)");
        }
    }

    private static void requireRange(String name, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(
                    "%s %d (expected: 0 to %d)".formatted(name, value, most));
        }
    }

    /** Returns these limits with another bound for fuel. */
    public RunLimits withFuel(long newFuel) {
        return new RunLimits(
                memoryPages, tableElements, newFuel, wallTime, outputBytes, logBytes, logLineBytes);
    }

    /** Returns these limits with another bound for wall time. */
    public RunLimits withWallTime(Duration newWallTime) {
        return new RunLimits(
                memoryPages, tableElements, fuel, newWallTime, outputBytes, logBytes, logLineBytes);
    }

    /** Returns these limits with another bound for memory, in pages of 64 KiB. */
    public RunLimits withMemoryPages(int newMemoryPages) {
        return new RunLimits(
                newMemoryPages, tableElements, fuel, wallTime, outputBytes, logBytes, logLineBytes);
    }
}
