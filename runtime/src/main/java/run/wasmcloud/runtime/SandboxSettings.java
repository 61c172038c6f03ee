package run.wasmcloud.runtime;

import java.time.Duration;

/**
 * How a sandbox is set up.
 *
 * @param guests how many runs may go on at once
 * @param memoryPages the most memory that any run may be allowed, in pages of 64 KiB
 * @param tableElements the most elements that any table may have
 * @param stackBytes how much stack guests may use
 * @param tick how exactly wall time, or a cancellation, ends a guest that computes
 */
public record SandboxSettings(
        int guests, int memoryPages, int tableElements, long stackBytes, Duration tick) {
    private static final int LARGEST_PLAN_PAGES = 8_192;
    private static final int TABLE_ELEMENTS = 65_536;
    private static final long STACK_BYTES = 512 * 1024;
    private static final Duration TICK = Duration.ofMillis(10);

    public SandboxSettings {
        if (guests < 1) {
            throw new IllegalArgumentException("guests " + guests + " (expected: 1 or more)");
        }
    }

    /** Returns the settings for so many runs at once, with the largest plan's figures. */
    public static SandboxSettings forGuests(int guests) {
        return new SandboxSettings(guests, LARGEST_PLAN_PAGES, TABLE_ELEMENTS, STACK_BYTES, TICK);
    }

    /** Returns these settings with room for runs of so many pages of memory. */
    public SandboxSettings withRoomFor(int pages) {
        return new SandboxSettings(
                guests, Math.max(memoryPages, pages), tableElements, stackBytes, tick);
    }

    /** Returns these settings with another tick. */
    public SandboxSettings withTick(Duration newTick) {
        return new SandboxSettings(guests, memoryPages, tableElements, stackBytes, newTick);
    }
}
