package run.wasmcloud.wasmtime;

import org.jspecify.annotations.Nullable;

/**
 * What a thread that runs guests has: the store whose guest is running, and a little native memory
 * for calls.
 */
final class ThreadState {
    private static final ThreadLocal<ThreadState> CURRENT =
            ThreadLocal.withInitial(ThreadState::new);

    private final Scratch scratch = new Scratch();
    private @Nullable Store running;

    static ThreadState current() {
        return CURRENT.get();
    }

    Scratch scratch() {
        return scratch;
    }

    Store runningStore() {
        var store = running;
        if (store == null) {
            throw new IllegalStateException("no guest is running on " + Thread.currentThread());
        }
        return store;
    }

    /** Notes which store's guest runs from now on; returns what was noted before. */
    @Nullable Store run(@Nullable Store store) {
        var before = running;
        running = store;
        return before;
    }
}
