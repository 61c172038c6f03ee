package run.wasmcloud.wasi;

import run.wasmcloud.runtime.GuestMemory;
import run.wasmcloud.runtime.HostCall;

/**
 * The buffers of one read or write: a guest's array of addresses and lengths, all of them checked.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#iovec">preview 1,
 *     iovec</a>
 */
final class Vectors {
    /** As on Linux and in wasi-libc's limits.h. */
    private static final int MOST = 1024;

    private static final int BYTES = 8;

    private final GuestMemory memory;
    private final int array;
    private final int count;
    private long totalBytes;

    /**
     * Reads the array that a call's second and third argument describe.
     *
     * @throws run.wasmcloud.runtime.GuestFault when the array or one of the buffers does not lie
     *     within the memory
     */
    Vectors(HostCall call) {
        memory = call.memory();
        array = call.i32(1);
        count = call.i32(2);
        if (hasValidCount()) {
            memory.check(array, count * BYTES);
            for (int i = 0; i < count; i++) {
                memory.check(address(i), memory.loadInt(array + i * BYTES + Integer.BYTES));
                totalBytes += length(i);
            }
        }
    }

    private boolean hasValidCount() {
        return count >= 0 && count <= MOST;
    }

    /**
     * Tells whether there are not too many buffers, and no more bytes than the answer can count.
     */
    boolean areValid() {
        return hasValidCount() && totalBytes <= Integer.MAX_VALUE;
    }

    int count() {
        return count;
    }

    int address(int index) {
        return memory.loadInt(array + index * BYTES);
    }

    long length(int index) {
        return Integer.toUnsignedLong(memory.loadInt(array + index * BYTES + Integer.BYTES));
    }

    long totalBytes() {
        return totalBytes;
    }

    /** What is done with a part of a buffer. */
    @FunctionalInterface
    interface Part {
        /**
         * Does it.
         *
         * @param done how many bytes came before
         */
        void at(long done, int address, int length);
    }

    /**
     * Goes over the first bytes of the buffers, at most so many.
     *
     * @param largest the most bytes at once
     */
    void forEachPart(long bytes, int largest, Part part) {
        var done = 0L;
        for (int i = 0; i < count && done < bytes; i++) {
            var end = Math.min(length(i), bytes - done);
            for (long at = 0; at < end; at += largest) {
                part.at(done + at, address(i) + (int) at, (int) Math.min(largest, end - at));
            }
            done += end;
        }
    }

    /** Spreads bytes over the buffers, the first ones first. */
    void scatter(byte[] bytes, int length) {
        var done = 0;
        for (int i = 0; i < count && done < length; i++) {
            var part = (int) Math.min(length(i), length - done);
            memory.store(address(i), bytes, done, part);
            done += part;
        }
    }
}
