package run.wasmcloud.wasmtime;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/**
 * A native object that any thread may use. It is deleted when it has been closed and its last user
 * is done with it, so closing never pulls it from under a call.
 */
final class Handle {
    private final String what;
    private final long pointer;
    private final LongConsumer delete;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger users = new AtomicInteger(1);

    Handle(String what, long pointer, LongConsumer delete) {
        this.what = what;
        this.pointer = pointer;
        this.delete = delete;
    }

    /** The pointer, good until {@link #release()}. */
    long acquire() {
        for (var count = users.get(); count != 0 && !closed.get(); count = users.get()) {
            if (users.compareAndSet(count, count + 1)) {
                return pointer;
            }
        }
        throw new IllegalStateException("the " + what + " is closed");
    }

    void release() {
        if (users.decrementAndGet() == 0) {
            delete.accept(pointer);
        }
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            release();
        }
    }
}
