package run.wasmcloud.runtime;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import run.endive.runtime.Memory;

/**
 * One run on Endive: what its host functions get as their call and its memory, checked from scratch
 * by the words of {@link GuestMemory} and not by the code that the sandbox has for it.
 */
final class EndiveGuest implements HostCall, GuestMemory {
    private static final int STEPS_BETWEEN_CHECKS = 1024;

    private final Run run;
    private @Nullable Memory memory;
    private int steps;
    private long[] arguments = {};
    private ValueType[] parameters = {};
    private ValueType[] resultTypes = {};
    private long @Nullable [] results;

    EndiveGuest(Run run) {
        this.run = run;
    }

    /** Keeps the only memory that the guest has. */
    Memory keep(Memory made) {
        memory = made;
        return made;
    }

    /** Serves one call of a host function. */
    long[] serve(HostFunctions.Bound<?> bound, long[] given) {
        var type = bound.function().type();
        arguments = given.clone();
        parameters = type.parameters().toArray(ValueType[]::new);
        resultTypes = type.results().toArray(ValueType[]::new);
        results = null;
        bound.call(this);
        if (results == null && resultTypes.length > 0) {
            throw new IllegalStateException("the host function gave no result");
        }
        return results == null ? new long[0] : results;
    }

    /** Is called before each instruction: ends the run once its deadline has passed. */
    void step() {
        if (++steps % STEPS_BETWEEN_CHECKS == 0) {
            run.deadline().check();
        }
    }

    long peakMemoryBytes() {
        return memory == null ? 0 : size();
    }

    private long argument(int index, ValueType expected) {
        if (parameters[index] != expected) {
            throw new IllegalArgumentException(
                    "parameter %d is %s (expected: %s)"
                            .formatted(index, parameters[index], expected));
        }
        return arguments[index];
    }

    @Override
    public int i32(int index) {
        return (int) argument(index, ValueType.I32);
    }

    @Override
    public long i64(int index) {
        return argument(index, ValueType.I64);
    }

    private void give(ValueType type, long result) {
        if (resultTypes.length != 1 || resultTypes[0] != type || results != null) {
            throw new IllegalArgumentException("a result of type " + type + " was not expected");
        }
        results = new long[] {result};
    }

    @Override
    public void giveI32(int result) {
        give(ValueType.I32, Integer.toUnsignedLong(result));
    }

    @Override
    public void giveI64(long result) {
        give(ValueType.I64, result);
    }

    @Override
    public GuestMemory memory() {
        if (memory == null) {
            throw new GuestFault("the guest exports no memory");
        }
        return this;
    }

    @Override
    public Run run() {
        return run;
    }

    private Memory bytes() {
        return requireNonNull(memory);
    }

    @Override
    public long size() {
        return (long) bytes().pages() * Memory.PAGE_SIZE;
    }

    @Override
    public void check(int address, int length) {
        require(address, Integer.toUnsignedLong(length));
    }

    /** Does what {@link GuestMemory#check} promises, in another way: by counting from the end. */
    private void require(int address, long length) {
        var first = address & 0xffff_ffffL;
        if (length > size() || first > size() - length) {
            throw new GuestFault(address, (int) length, size());
        }
    }

    @Override
    public byte loadByte(int address) {
        require(address, Byte.BYTES);
        return bytes().read(address);
    }

    @Override
    public int loadInt(int address) {
        require(address, Integer.BYTES);
        return bytes().readInt(address);
    }

    @Override
    public long loadLong(int address) {
        require(address, Long.BYTES);
        return bytes().readLong(address);
    }

    @Override
    public void storeByte(int address, byte value) {
        require(address, Byte.BYTES);
        bytes().writeByte(address, value);
    }

    @Override
    public void storeInt(int address, int value) {
        require(address, Integer.BYTES);
        bytes().writeI32(address, value);
    }

    @Override
    public void storeLong(int address, long value) {
        require(address, Long.BYTES);
        bytes().writeLong(address, value);
    }

    @Override
    public void load(int address, byte[] target, int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, target.length);
        require(address, length);
        System.arraycopy(bytes().readBytes(address, length), 0, target, offset, length);
    }

    @Override
    public void store(int address, byte[] source, int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, source.length);
        require(address, length);
        bytes().write(address, source, offset, length);
    }
}
