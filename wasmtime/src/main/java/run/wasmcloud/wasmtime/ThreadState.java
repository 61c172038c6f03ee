package run.wasmcloud.wasmtime;

import org.jspecify.annotations.Nullable;

import java.util.OptionalLong;

/**
 * What a thread that runs guests has: the store whose guest is running, and a little native memory
 * for calls.
 */
final class ThreadState {
    private static final ThreadLocal<ThreadState> CURRENT =
            ThreadLocal.withInitial(ThreadState::new);

    private final Scratch scratch = new Scratch();
    private final OptionalLong stack = ThreadStack.size();
    private @Nullable Store running;

    static ThreadState current() {
        return CURRENT.get();
    }

    /**
     * Throws unless the thread's stack has so many bytes.
     *
     * @throws IllegalStateException when it is smaller; where the system does not tell, it is taken
     *     to suffice
     */
    void requireStack(long bytes) {
        if (stack.orElse(Long.MAX_VALUE) < bytes) {
            throw new IllegalStateException(
                    "the stack of "
                            + Thread.currentThread()
                            + " has "
                            + stack.getAsLong()
                            + " bytes (expected: at least Engine.requiredStack(), "
                            + bytes
                            + ", from the thread's constructor or -Xss)");
        }
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
