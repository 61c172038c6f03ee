package run.wasmcloud.wasi;

import run.wasmcloud.runtime.GuestMemory;

/** The bytes of a regular file. */
sealed interface Content permits FixedContent, Blocks {
    long size();

    /** Copies a range, which must lie within the size, to a guest's memory. */
    void load(long position, GuestMemory memory, int address, int length);
}
