package run.wasmcloud.wasi;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.runtime.GuestClock;

/**
 * Files that share a device number: all those shipped with deployments, which nobody can change, or
 * those that one run makes. A link never leads from one to another.
 */
final class Volume {
    /** What shipped files belong to; shared by all runs. */
    static final Volume SHIPPED = new Volume(1, null, null);

    private static final long OWN_DEVICE = 2;

    private final long device;
    private final @Nullable Space space;
    private final @Nullable GuestClock clock;
    private long inodes;

    private Volume(long device, @Nullable Space space, @Nullable GuestClock clock) {
        this.device = device;
        this.space = space;
        this.clock = clock;
    }

    /** Makes a volume for one run. */
    static Volume own(Space space, GuestClock clock) {
        return new Volume(OWN_DEVICE, space, clock);
    }

    long device() {
        return device;
    }

    boolean isWritable() {
        return space != null;
    }

    /** Returns the room that is left; refuses when nothing can be changed here. */
    Space space() {
        if (space == null) {
            throw new Refused(Errno.ROFS);
        }
        return space;
    }

    /** Refuses when nothing can be changed here. */
    void requireWritable() {
        space();
    }

    /** Returns the time for what changes here, in nanoseconds since 1970. */
    long now() {
        return clock == null ? 0 : clock.unixNanos();
    }

    long nextInode() {
        return ++inodes;
    }
}
