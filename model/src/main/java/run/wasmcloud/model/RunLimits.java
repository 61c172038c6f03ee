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
 * @param descriptors the most descriptors open at once
 * @param temporaryBytes the most that {@code /tmp} holds, in bytes
 * @param outbound how much it may send and receive
 */
public record RunLimits(
        int memoryPages,
        int tableElements,
        long fuel,
        Duration wallTime,
        long outputBytes,
        long logBytes,
        int logLineBytes,
        int descriptors,
        long temporaryBytes,
        OutboundLimits outbound) {
    private static final int PAGES_OF_32_BIT_MEMORY = 65_536;
    private static final int MOST_DESCRIPTORS = 65_536;

    public RunLimits {
        requireRange("memoryPages", memoryPages, PAGES_OF_32_BIT_MEMORY);
        requireRange("tableElements", tableElements, Integer.MAX_VALUE);
        requireRange("fuel", fuel, Long.MAX_VALUE);
        requireRange("outputBytes", outputBytes, Long.MAX_VALUE);
        requireRange("logBytes", logBytes, Long.MAX_VALUE);
        requireRange("logLineBytes", logLineBytes, Integer.MAX_VALUE);
        requireRange("descriptors", descriptors, MOST_DESCRIPTORS);
        requireRange("temporaryBytes", temporaryBytes, Long.MAX_VALUE);
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
                memoryPages,
                tableElements,
                newFuel,
                wallTime,
                outputBytes,
                logBytes,
                logLineBytes,
                descriptors,
                temporaryBytes,
                outbound);
    }

    /** Returns these limits with another bound for wall time. */
    public RunLimits withWallTime(Duration newWallTime) {
        return new RunLimits(
                memoryPages,
                tableElements,
                fuel,
                newWallTime,
                outputBytes,
                logBytes,
                logLineBytes,
                descriptors,
                temporaryBytes,
                outbound);
    }

    /** Returns these limits with another bound for memory, in pages of 64 KiB. */
    public RunLimits withMemoryPages(int newMemoryPages) {
        return new RunLimits(
                newMemoryPages,
                tableElements,
                fuel,
                wallTime,
                outputBytes,
                logBytes,
                logLineBytes,
                descriptors,
                temporaryBytes,
                outbound);
    }

    /** Returns these limits with another bound for the response body, in bytes. */
    public RunLimits withOutputBytes(long newOutputBytes) {
        return new RunLimits(
                memoryPages,
                tableElements,
                fuel,
                wallTime,
                newOutputBytes,
                logBytes,
                logLineBytes,
                descriptors,
                temporaryBytes,
                outbound);
    }

    /** Returns these limits with another bound for descriptors open at once. */
    public RunLimits withDescriptors(int newDescriptors) {
        return new RunLimits(
                memoryPages,
                tableElements,
                fuel,
                wallTime,
                outputBytes,
                logBytes,
                logLineBytes,
                newDescriptors,
                temporaryBytes,
                outbound);
    }

    /** Returns the smaller bounds of these limits and others, one by one. */
    public RunLimits within(RunLimits most) {
        return new RunLimits(
                Math.min(memoryPages, most.memoryPages),
                Math.min(tableElements, most.tableElements),
                Math.min(fuel, most.fuel),
                wallTime.compareTo(most.wallTime) < 0 ? wallTime : most.wallTime,
                Math.min(outputBytes, most.outputBytes),
                Math.min(logBytes, most.logBytes),
                Math.min(logLineBytes, most.logLineBytes),
                Math.min(descriptors, most.descriptors),
                Math.min(temporaryBytes, most.temporaryBytes),
                new OutboundLimits(
                        Math.min(outbound.requests(), most.outbound.requests()),
                        Math.min(outbound.answerBytes(), most.outbound.answerBytes())));
    }

    /** Returns these limits with another bound for {@code /tmp}, in bytes. */
    public RunLimits withTemporaryBytes(long newTemporaryBytes) {
        return new RunLimits(
                memoryPages,
                tableElements,
                fuel,
                wallTime,
                outputBytes,
                logBytes,
                logLineBytes,
                descriptors,
                newTemporaryBytes,
                outbound);
    }

    /** Returns these limits with another bound for what is sent and received. */
    public RunLimits withOutbound(OutboundLimits newOutbound) {
        return new RunLimits(
                memoryPages,
                tableElements,
                fuel,
                wallTime,
                outputBytes,
                logBytes,
                logLineBytes,
                descriptors,
                temporaryBytes,
                newOutbound);
    }
}
