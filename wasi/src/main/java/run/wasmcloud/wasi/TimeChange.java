package run.wasmcloud.wasi;

/**
 * What a guest wants a file's times to be.
 *
 * @param atim the time of the last access, in nanoseconds since 1970
 * @param mtim the time of the last modification, likewise
 * @param flags which of the two are meant, and whether the present time is meant instead
 * @see <a
 *     href="https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#fstflags">preview
 *     1, fstflags</a>
 */
record TimeChange(long atim, long mtim, int flags) {
    private static final int ATIM = 1;
    private static final int ATIM_NOW = 1 << 1;
    private static final int MTIM = 1 << 2;
    private static final int MTIM_NOW = 1 << 3;
    private static final int ALL = ATIM | ATIM_NOW | MTIM | MTIM_NOW;

    TimeChange {
        if ((flags & ~ALL) != 0
                || isEach(flags, ATIM | ATIM_NOW)
                || isEach(flags, MTIM | MTIM_NOW)) {
            throw new Refused(Errno.INVAL);
        }
    }

    private static boolean isEach(int flags, int wanted) {
        return (flags & wanted) == wanted;
    }

    long accessed(long before, long now) {
        return chosen(ATIM, atim, ATIM_NOW, before, now);
    }

    long modified(long before, long now) {
        return chosen(MTIM, mtim, MTIM_NOW, before, now);
    }

    private long chosen(int given, long time, int present, long before, long now) {
        if ((flags & given) != 0) {
            return time;
        }
        return (flags & present) != 0 ? now : before;
    }
}
