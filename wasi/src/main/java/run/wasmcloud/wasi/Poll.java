package run.wasmcloud.wasi;

import run.wasmcloud.runtime.GuestMemory;
import run.wasmcloud.runtime.HostCall;

/**
 * {@code poll_oneoff}: waits until one of several things has happened, and tells all that have.
 *
 * <p>A standard stream always counts as ready: reading from it or writing to it may still block.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#poll_oneoff">preview
 *     1</a>
 */
final class Poll {
    private static final int MOST_SUBSCRIPTIONS = 1024;
    private static final int SUBSCRIPTION_BYTES = 48;
    private static final int TAG = 8;
    private static final int DESCRIPTOR_OR_CLOCK = 16;
    private static final int TIMEOUT = 24;
    private static final int CLOCK_FLAGS = 40;
    private static final int ABSOLUTE = 1;

    private static final int EVENT_BYTES = 32;
    private static final int EVENT_ERROR = 8;
    private static final int EVENT_TYPE = 10;

    private static final int CLOCK = 0;
    private static final int FD_WRITE = 2;

    private final WasiRun run;
    private final GuestMemory memory;
    private final int subscriptions;
    private final int count;

    private Poll(WasiRun run, GuestMemory memory, int subscriptions, int count) {
        this.run = run;
        this.memory = memory;
        this.subscriptions = subscriptions;
        this.count = count;
    }

    static Errno serve(WasiRun run, HostCall call) {
        var memory = call.memory();
        var count = call.i32(2);
        if (count <= 0 || count > MOST_SUBSCRIPTIONS) {
            return Errno.INVAL;
        }
        memory.check(call.i32(0), count * SUBSCRIPTION_BYTES);
        memory.check(call.i32(1), count * EVENT_BYTES);
        memory.check(call.i32(3), Integer.BYTES);
        var poll = new Poll(run, memory, call.i32(0), count);
        memory.storeInt(call.i32(3), poll.poll(call.i32(1)));
        return Errno.SUCCESS;
    }

    private int poll(int events) {
        var waits = new long[count];
        var shortest = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            waits[i] = wait(subscriptions + i * SUBSCRIPTION_BYTES);
            shortest = Math.min(shortest, waits[i]);
        }
        run.run().deadline().sleep(shortest);
        var told = 0;
        for (int i = 0; i < count; i++) {
            if (waits[i] <= shortest) {
                tell(subscriptions + i * SUBSCRIPTION_BYTES, events + told * EVENT_BYTES);
                told++;
            }
        }
        return told;
    }

    /** Returns how long a subscription has to wait, in nanoseconds; 0 when it is ready or wrong. */
    private long wait(int subscription) {
        return tag(subscription) == CLOCK && error(subscription) == Errno.SUCCESS
                ? clockWait(subscription)
                : 0;
    }

    private long clockWait(int subscription) {
        var timeout = memory.loadLong(subscription + TIMEOUT);
        if (timeout < 0) {
            return Long.MAX_VALUE; // Unsigned: 292 years and more.
        }
        return isAbsolute(subscription)
                ? Math.max(
                        timeout
                                - ClockCalls.nanos(
                                        run, memory.loadInt(subscription + DESCRIPTOR_OR_CLOCK)),
                        0)
                : timeout;
    }

    private boolean isAbsolute(int subscription) {
        return (memory.loadByte(subscription + CLOCK_FLAGS) & ABSOLUTE) != 0;
    }

    private Errno error(int subscription) {
        var id = memory.loadInt(subscription + DESCRIPTOR_OR_CLOCK);
        return switch (tag(subscription)) {
            case CLOCK -> ClockCalls.isClock(id) ? Errno.SUCCESS : Errno.INVAL;
            case 1, FD_WRITE -> run.descriptors().isOpen(id) ? Errno.SUCCESS : Errno.BADF;
            default -> Errno.INVAL;
        };
    }

    private int tag(int subscription) {
        return Byte.toUnsignedInt(memory.loadByte(subscription + TAG));
    }

    private void tell(int subscription, int event) {
        var userData = memory.loadLong(subscription);
        var error = error(subscription);
        var tag = tag(subscription);
        memory.store(event, new byte[EVENT_BYTES], 0, EVENT_BYTES);
        memory.storeLong(event, userData);
        memory.storeByte(event + EVENT_ERROR, (byte) error.code());
        memory.storeByte(event + EVENT_TYPE, (byte) tag);
    }
}
