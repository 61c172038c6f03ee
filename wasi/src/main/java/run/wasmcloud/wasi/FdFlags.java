package run.wasmcloud.wasi;

/**
 * How a descriptor writes: a bit for each.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fdflags">preview
 *     1, fdflags</a>
 */
final class FdFlags {
    static final int APPEND = 1;
    static final int DSYNC = 1 << 1;
    static final int NONBLOCK = 1 << 2;
    static final int RSYNC = 1 << 3;
    static final int SYNC = 1 << 4;
    private static final int ALL = APPEND | DSYNC | NONBLOCK | RSYNC | SYNC;

    private FdFlags() {}

    /** Refuses bits that have no meaning; the others are returned. */
    static int checked(int flags) {
        if ((flags & ~ALL) != 0) {
            throw new Refused(Errno.INVAL);
        }
        return flags;
    }

    /** Returns the rights that opening with flags takes. */
    static long rightsFor(int flags) {
        var rights = 0L;
        if ((flags & DSYNC) != 0) {
            rights |= Rights.FD_DATASYNC;
        }
        if ((flags & (RSYNC | SYNC)) != 0) {
            rights |= Rights.FD_SYNC;
        }
        return rights;
    }
}
