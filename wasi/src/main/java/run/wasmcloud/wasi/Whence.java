package run.wasmcloud.wasi;

/** Where a new offset is counted from; the numbers changed between the two versions of WASI. */
enum Whence {
    START,
    CURRENT,
    END;

    private static final Whence[] PREVIEW_1 = {START, CURRENT, END};
    private static final Whence[] UNSTABLE = {CURRENT, END, START};

    /** Returns what a number means in preview 1. */
    static Whence of(int number) {
        return among(PREVIEW_1, number);
    }

    /** Returns what a number means in {@code wasi_unstable}. */
    static Whence ofUnstable(int number) {
        return among(UNSTABLE, number);
    }

    private static Whence among(Whence[] all, int number) {
        if (number < 0 || number >= all.length) {
            throw new Refused(Errno.INVAL);
        }
        return all[number];
    }
}
