package run.wasmcloud.wasmtime;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A thread's stack of native memory for the arguments of calls. It takes the place of an arena a
 * call; the thread keeps it as long as it lives. Most threads need a little only, and there may be
 * thousands: the larger part is taken when it is needed.
 */
final class Scratch {
    private static final int SIZE = 4096;
    private static final int USUAL = 256;
    private static final int ALIGNMENT = 16;

    private final MemorySegment usual = Arena.ofAuto().allocate(USUAL, ALIGNMENT);
    private final long base = usual.address();
    private @Nullable MemorySegment rest;
    private int top;

    /** Where the free part begins; pass it to {@link #free} when the call is over. */
    int mark() {
        return top;
    }

    void free(int mark) {
        top = mark;
    }

    /**
     * Takes some bytes.
     *
     * @throws IllegalStateException when guests and host functions call each other too deeply
     */
    long take(int bytes) {
        var begin = top;
        if (bytes > USUAL - begin) {
            return takeOfRest(bytes, Math.max(begin, USUAL));
        }
        top = begin + rounded(bytes);
        return base + begin;
    }

    private long takeOfRest(int bytes, int begin) {
        if (bytes > SIZE - begin) {
            throw new IllegalStateException("guests and host functions call each other too deeply");
        }
        var segment = rest;
        if (segment == null) {
            segment = Arena.ofAuto().allocate(SIZE - USUAL, ALIGNMENT);
            rest = segment;
        }
        top = begin + rounded(bytes);
        return segment.address() + begin - USUAL;
    }

    private static int rounded(int bytes) {
        return bytes + ALIGNMENT - 1 & -ALIGNMENT;
    }
}
