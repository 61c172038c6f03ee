package run.wasmcloud.wasi;

import org.jspecify.annotations.Nullable;

/**
 * The open descriptors of a run: the standard streams, until the guest closes or renumbers them.
 */
final class Descriptors {
    /** What a descriptor leads to. */
    enum Stream {
        INPUT,
        OUTPUT,
        ERROR
    }

    private final @Nullable Stream[] open = {Stream.INPUT, Stream.OUTPUT, Stream.ERROR};

    /** Returns what a descriptor leads to, null when it is not open. */
    @Nullable Stream find(int descriptor) {
        return descriptor >= 0 && descriptor < open.length ? open[descriptor] : null;
    }

    boolean isOpen(int descriptor) {
        return find(descriptor) != null;
    }

    /** Closes a descriptor that is open. */
    void close(int descriptor) {
        open[descriptor] = null;
    }

    /** Makes one open descriptor lead where another leads, and closes that other. */
    void renumber(int from, int to) {
        var stream = open[from];
        open[from] = null;
        open[to] = stream;
    }
}
