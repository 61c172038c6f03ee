package run.wasmcloud.wasmtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A thread's stack of native memory for the arguments of calls. It takes the place of an arena a
 * call; the thread keeps it as long as it lives.
 */
final class Scratch {
    private static final int SIZE = 4096;
    private static final int ALIGNMENT = 16;

    private final MemorySegment block = Arena.ofAuto().allocate(SIZE, ALIGNMENT);
    private final long base = block.address();
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
        if (bytes > SIZE - begin) {
            throw new IllegalStateException("guests and host functions call each other too deeply");
        }
        top = begin + (bytes + ALIGNMENT - 1 & -ALIGNMENT);
        return base + begin;
    }
}
