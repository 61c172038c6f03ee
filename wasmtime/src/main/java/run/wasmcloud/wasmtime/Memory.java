package run.wasmcloud.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * A guest's linear memory. All ranges are checked against its present size; offsets and lengths
 * that a guest gives as i32 have to be widened without their sign ({@link HostCall#u32}). Numbers
 * are little-endian. It belongs to its store's thread and ends with its store.
 */
public final class Memory {
    private static final int IDENTITY = 24;

    private final Store store;
    private final long identity;
    private final long index;
    private final long number;
    private final boolean staysInPlace;
    private long base;
    private long size;
    private int seen;

    /**
     * Reads the identity from an extern; {@code staysInPlace} tells whether growing leaves its base
     * where it is.
     */
    Memory(Store store, long item, boolean staysInPlace) {
        this.store = store;
        this.identity = Raw.getLong(item + Extern.VALUE);
        this.index = Raw.getLong(item + Extern.VALUE + 8);
        this.number = Raw.getLong(item + Extern.VALUE + 16);
        this.staysInPlace = staysInPlace;
        refresh();
    }

    /** Bytes that it has now. */
    public long size() {
        store.check();
        refresh();
        return size;
    }

    /**
     * Grows it, within its own maximum and the store's limits.
     *
     * @param pages how many pages more
     * @return how many pages it had, or −1 when it cannot grow so far
     */
    public long grow(long pages) {
        store.check();
        if (pages < 0) {
            throw new IllegalArgumentException("pages: " + pages + " (expected: 0 or more)");
        }
        var scratch = store.thread().scratch();
        var mark = scratch.mark();
        try {
            var previous = scratch.take(8);
            var error = RunCalls.memoryGrow(store.context(), identity(), pages, previous);
            store.transition();
            Failures.discard(error, 0);
            return error == 0 ? Raw.getLong(previous) : -1;
        } finally {
            scratch.free(mark);
        }
    }

    /** The byte at an offset. */
    public byte getByte(long offset) {
        return Raw.getByte(address(offset, 1));
    }

    /** The two bytes at an offset. */
    public short getShort(long offset) {
        return Raw.ALL.get(Raw.SHORT, address(offset, 2));
    }

    /** The four bytes at an offset. */
    public int getInt(long offset) {
        return Raw.getInt(address(offset, 4));
    }

    /** The four bytes at an offset, from 0 to 2³² − 1. */
    public long getUnsignedInt(long offset) {
        return Integer.toUnsignedLong(getInt(offset));
    }

    /** The eight bytes at an offset. */
    public long getLong(long offset) {
        return Raw.getLong(address(offset, 8));
    }

    /** Writes a byte. */
    public void putByte(long offset, byte value) {
        Raw.ALL.set(JAVA_BYTE, address(offset, 1), value);
    }

    /** Writes two bytes. */
    public void putShort(long offset, short value) {
        Raw.ALL.set(Raw.SHORT, address(offset, 2), value);
    }

    /** Writes four bytes. */
    public void putInt(long offset, int value) {
        Raw.putInt(address(offset, 4), value);
    }

    /** Writes eight bytes. */
    public void putLong(long offset, long value) {
        Raw.putLong(address(offset, 8), value);
    }

    /**
     * Copies bytes out.
     *
     * @param length at most 2³¹ − 9, checked against the memory's size before an array is made
     */
    public byte[] read(long offset, long length) {
        return Raw.bytes(address(offset, length), length);
    }

    /** Copies bytes out into an array. */
    public void read(long offset, byte[] target, int from, int length) {
        Objects.checkFromIndexSize(from, length, target.length);
        MemorySegment.copy(Raw.ALL, JAVA_BYTE, address(offset, length), target, from, length);
    }

    /** Copies all bytes of an array in. */
    public void write(long offset, byte[] source) {
        write(offset, source, 0, source.length);
    }

    /** Copies bytes of an array in. */
    public void write(long offset, byte[] source, int from, int length) {
        Objects.checkFromIndexSize(from, length, source.length);
        MemorySegment.copy(source, from, Raw.ALL, JAVA_BYTE, address(offset, length), length);
    }

    /** Sets all bytes of a range. */
    public void fill(long offset, long length, byte value) {
        var address = address(offset, length);
        Raw.ALL.asSlice(address, length).fill(value);
    }

    /**
     * A range as a segment, without copying: for channels and other bulk work. It is confined to
     * the store's thread and ends with the store.
     *
     * @throws IllegalStateException when the memory moves as it grows: the engine needs {@link
     *     EngineConfig#memoryReservation} of 4 GiB, {@link EngineConfig#memoryMayMove} off, or a
     *     pool
     */
    public MemorySegment segment(long offset, long length) {
        var address = address(offset, length);
        if (!staysInPlace) {
            throw new IllegalStateException(
                    "the memory may move as it grows (expected: memoryMayMove off, or a pool)");
        }
        return MemorySegment.ofAddress(address).reinterpret(length, store.arena(), null);
    }

    /** The native address of a range that has been checked. */
    private long address(long offset, long length) {
        store.check();
        if (!staysInPlace && seen != store.transitions()) {
            refresh();
        }
        if (isOutside(offset, length)) {
            refresh();
            requireInside(offset, length);
        }
        return base + offset;
    }

    /** Neither number wraps around: both are checked for their sign before they are subtracted. */
    private boolean isOutside(long offset, long length) {
        return (offset | length) < 0 || offset > size - length;
    }

    private void requireInside(long offset, long length) {
        if (isOutside(offset, length)) {
            throw new MemoryOutOfBoundsException(offset, length, size);
        }
    }

    private void refresh() {
        var scratch = store.thread().scratch();
        var mark = scratch.mark();
        try {
            var memory = identity();
            base = RunCalls.memoryData(store.context(), memory);
            size = RunCalls.memoryDataSize(store.context(), memory);
            seen = store.transitions();
        } finally {
            scratch.free(mark);
        }
    }

    private long identity() {
        var memory = store.thread().scratch().take(IDENTITY);
        Raw.putLong(memory, identity);
        Raw.putLong(memory + 8, index);
        Raw.putLong(memory + 16, number);
        return memory;
    }
}
