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
    private static final int TAG = 8;
    private static final int DESCRIPTOR = 16;
    private static final int ABSOLUTE = 1;

    private static final int EVENT_BYTES = 32;
    private static final int EVENT_ERROR = 8;
    private static final int EVENT_TYPE = 10;
    private static final int EVENT_READABLE = 16;

    private static final int CLOCK = 0;
    private static final int FD_READ = 1;
    private static final int FD_WRITE = 2;

    /**
     * How subscriptions are laid out.
     *
     * @param bytes of one
     * @param clock where the clock's number is
     * @param timeout where its time is, in nanoseconds
     * @param flags where its flags are
     */
    record Layout(int bytes, int clock, int timeout, int flags) {
        static final Layout PREVIEW_1 = new Layout(48, 16, 24, 40);

        /** With an identifier before the clock's number, that was never used. */
        static final Layout UNSTABLE = new Layout(56, 24, 32, 48);
    }

    private final WasiRun run;
    private final Layout layout;
    private final GuestMemory memory;
    private final int subscriptions;
    private final int count;

    private Poll(WasiRun run, Layout layout, GuestMemory memory, int subscriptions, int count) {
        this.run = run;
        this.layout = layout;
        this.memory = memory;
        this.subscriptions = subscriptions;
        this.count = count;
    }

    static Errno serve(WasiRun run, HostCall call, Layout layout) {
        var memory = call.memory();
        var count = call.i32(2);
        if (count <= 0 || count > MOST_SUBSCRIPTIONS) {
            return Errno.INVAL;
        }
        memory.check(call.i32(0), count * layout.bytes);
        memory.check(call.i32(1), count * EVENT_BYTES);
        memory.check(call.i32(3), Integer.BYTES);
        var poll = new Poll(run, layout, memory, call.i32(0), count);
        memory.storeInt(call.i32(3), poll.poll(call.i32(1)));
        return Errno.SUCCESS;
    }

    private int poll(int events) {
        var waits = new long[count];
        var shortest = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            waits[i] = wait(subscriptions + i * layout.bytes);
            shortest = Math.min(shortest, waits[i]);
        }
        run.run().deadline().sleep(shortest);
        var told = 0;
        for (int i = 0; i < count; i++) {
            if (waits[i] <= shortest) {
                tell(subscriptions + i * layout.bytes, events + told * EVENT_BYTES);
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
        var timeout = memory.loadLong(subscription + layout.timeout);
        if (timeout < 0) {
            return Long.MAX_VALUE; // Unsigned: 292 years and more.
        }
        return isAbsolute(subscription)
                ? Math.max(timeout - ClockCalls.nanos(run, clock(subscription)), 0)
                : timeout;
    }

    private int clock(int subscription) {
        return memory.loadInt(subscription + layout.clock);
    }

    private boolean isAbsolute(int subscription) {
        return (clockFlags(subscription) & ABSOLUTE) != 0;
    }

    private int clockFlags(int subscription) {
        return memory.loadByte(subscription + layout.flags)
                | memory.loadByte(subscription + layout.flags + 1) << Byte.SIZE;
    }

    private Errno error(int subscription) {
        return switch (tag(subscription)) {
            case CLOCK -> clockError(subscription);
            case FD_READ -> descriptorError(subscription, Rights.FD_READ);
            case FD_WRITE -> descriptorError(subscription, Rights.FD_WRITE);
            default -> Errno.INVAL;
        };
    }

    private Errno clockError(int subscription) {
        var valid =
                ClockCalls.isClock(clock(subscription))
                        && (clockFlags(subscription) & ~ABSOLUTE) == 0;
        return valid ? Errno.SUCCESS : Errno.INVAL;
    }

    private Errno descriptorError(int subscription, long right) {
        var descriptor = run.descriptors().find(memory.loadInt(subscription + DESCRIPTOR));
        if (descriptor == null || descriptor instanceof OpenDirectory) {
            return Errno.BADF;
        }
        return descriptor.allows(right) ? Errno.SUCCESS : Errno.NOTCAPABLE;
    }

    private int tag(int subscription) {
        return Byte.toUnsignedInt(memory.loadByte(subscription + TAG));
    }

    private void tell(int subscription, int event) {
        var userData = memory.loadLong(subscription);
        var error = error(subscription);
        var tag = tag(subscription);
        var readable = tag == FD_READ ? readable(subscription) : 0;
        memory.store(event, new byte[EVENT_BYTES], 0, EVENT_BYTES);
        memory.storeLong(event, userData);
        memory.storeByte(event + EVENT_ERROR, (byte) error.code());
        memory.storeByte(event + EVENT_TYPE, (byte) tag);
        memory.storeLong(event + EVENT_READABLE, readable);
    }

    /** Returns how many bytes a file has left; of a stream that is not known. */
    private long readable(int subscription) {
        return run.descriptors().find(memory.loadInt(subscription + DESCRIPTOR))
                        instanceof OpenFile open
                ? Math.max(open.file().size() - open.position(), 0)
                : 0;
    }
}
