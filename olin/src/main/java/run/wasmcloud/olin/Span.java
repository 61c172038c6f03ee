package run.wasmcloud.olin;

import run.wasmcloud.runtime.GuestMemory;
import run.wasmcloud.runtime.HostCall;

/**
 * A range of a guest's memory that a call named, and that lies within it.
 *
 * @param address unsigned
 * @param length in bytes; below 2³¹, as no guest has more memory
 */
record Span(GuestMemory memory, int address, int length) {
    /**
     * Returns the range whose address and length are a call's arguments from an index on.
     *
     * @throws run.wasmcloud.runtime.GuestFault when it does not lie within the memory
     */
    static Span of(HostCall call, int index) {
        var memory = call.memory();
        memory.check(call.i32(index), call.i32(index + 1));
        return new Span(memory, call.i32(index), call.i32(index + 1));
    }

    /** Returns the first bytes of the range, up to a number. */
    byte[] first(int most) {
        var bytes = new byte[Math.min(length, most)];
        memory.load(address, bytes, 0, bytes.length);
        return bytes;
    }

    /** Copies bytes of the range from an offset on. */
    void load(int offset, byte[] target, int count) {
        memory.load(address + offset, target, 0, count);
    }

    /** Copies bytes to the range from an offset on. */
    void store(int offset, byte[] source, int count) {
        memory.store(address + offset, source, 0, count);
    }
}
