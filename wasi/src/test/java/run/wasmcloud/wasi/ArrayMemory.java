package run.wasmcloud.wasi;

import run.wasmcloud.runtime.GuestMemory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A guest's memory that is an array, for calls without an engine. */
final class ArrayMemory implements GuestMemory {
    private final ByteBuffer bytes;

    ArrayMemory(int size) {
        bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    static ArrayMemory of(byte[] content) {
        var memory = new ArrayMemory(content.length);
        memory.store(0, content, 0, content.length);
        return memory;
    }

    private int at(int address, int length) {
        check(address, length);
        return address;
    }

    @Override
    public long size() {
        return bytes.capacity();
    }

    @Override
    public byte loadByte(int address) {
        return bytes.get(at(address, Byte.BYTES));
    }

    @Override
    public int loadInt(int address) {
        return bytes.getInt(at(address, Integer.BYTES));
    }

    @Override
    public long loadLong(int address) {
        return bytes.getLong(at(address, Long.BYTES));
    }

    @Override
    public void storeByte(int address, byte value) {
        bytes.put(at(address, Byte.BYTES), value);
    }

    @Override
    public void storeInt(int address, int value) {
        bytes.putInt(at(address, Integer.BYTES), value);
    }

    @Override
    public void storeLong(int address, long value) {
        bytes.putLong(at(address, Long.BYTES), value);
    }

    @Override
    public void load(int address, byte[] target, int offset, int length) {
        if (length > 0) {
            bytes.get(at(address, length), target, offset, length);
        } else {
            check(address, length);
        }
    }

    @Override
    public void store(int address, byte[] source, int offset, int length) {
        if (length > 0) {
            bytes.put(at(address, length), source, offset, length);
        } else {
            check(address, length);
        }
    }

    byte[] bytes(int address, int length) {
        var copy = new byte[length];
        load(address, copy, 0, length);
        return copy;
    }

    String text(int address, int length) {
        return new String(bytes(address, length), StandardCharsets.UTF_8);
    }
}
