package run.wasmcloud.wasi;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.runtime.RunRequest;

import java.util.Arrays;

/**
 * The open descriptors of a run: the standard streams, the preopened directories after them, and
 * what the guest opens.
 *
 * <p>Most functions use nothing but streams, so the directories are made when a guest first names a
 * descriptor beyond those.
 */
final class Descriptors {
    private static final int STREAMS = 3;

    private final RunRequest request;
    private @Nullable Descriptor[] open = {
        new Stream(Stream.Kind.INPUT), new Stream(Stream.Kind.OUTPUT), new Stream(Stream.Kind.ERROR)
    };
    private int count = STREAMS;
    private int lowestFree = STREAMS;
    private boolean preopened;

    Descriptors(RunRequest request) {
        this.request = request;
    }

    /** Returns what a descriptor leads to, null when it is not open. */
    @Nullable Descriptor find(int number) {
        if (number >= STREAMS && !preopened) {
            preopen();
        }
        return number >= 0 && number < open.length ? open[number] : null;
    }

    /** Returns what a descriptor leads to; refuses when it is not open. */
    Descriptor get(int number) {
        var descriptor = find(number);
        if (descriptor == null) {
            throw new Refused(Errno.BADF);
        }
        return descriptor;
    }

    boolean isOpen(int number) {
        return find(number) != null;
    }

    private void preopen() {
        preopened = true;
        var preopens = Preopens.of(request.grants()).directories().apply(request);
        open = Arrays.copyOf(open, STREAMS + preopens.size());
        for (int i = 0; i < preopens.size(); i++) {
            open[STREAMS + i] = new OpenDirectory(preopens.get(i));
        }
        count += preopens.size();
        lowestFree = lowestFree == STREAMS ? open.length : lowestFree;
    }

    /** Returns the number that the next descriptor gets; refuses when too many are open. */
    int next() {
        if (!preopened) {
            preopen();
        }
        if (count >= request.limits().descriptors()) {
            throw new Refused(Errno.MFILE);
        }
        while (lowestFree < open.length && open[lowestFree] != null) {
            lowestFree++;
        }
        return lowestFree;
    }

    /** Opens a descriptor under the number that {@link #next} returned. */
    void open(int number, Descriptor descriptor) {
        if (number == open.length) {
            open = Arrays.copyOf(open, open.length * 2);
        }
        open[number] = descriptor;
        count++;
    }

    /** Closes a descriptor; refuses when it is not open. */
    void close(int number) {
        get(number).closed();
        free(number);
    }

    private void free(int number) {
        open[number] = null;
        lowestFree = Math.min(lowestFree, number);
        count--;
    }

    /**
     * Makes one open descriptor lead where another leads, and closes that other; refuses unless
     * both are open.
     */
    void renumber(int from, int to) {
        var moved = get(from);
        var replaced = get(to);
        if (from != to) {
            replaced.closed();
            open[to] = moved;
            free(from);
        }
    }
}
