package run.wasmcloud.wasi;

import run.wasmcloud.runtime.GuestMemory;

/** The bytes of a shipped file; they never change. */
final class FixedContent implements Content {
    private final byte[] bytes;

    /** Takes bytes that nobody changes from now on. */
    FixedContent(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void load(long position, GuestMemory memory, int address, int length) {
        memory.store(address, bytes, (int) position, length);
    }
}
