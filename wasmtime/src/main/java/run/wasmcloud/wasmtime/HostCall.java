package run.wasmcloud.wasmtime;

import org.jspecify.annotations.Nullable;

/**
 * A guest's call of a host function. Arguments and results share their slots, as in the C API: read
 * all arguments before the first result is set. Only the guest's thread may use it, and only during
 * the call; after that it is used again for the next one.
 */
public final class HostCall {
    private static final int SLOT = 4;

    private final Store store;
    private @Nullable HostEntry entry;
    private long caller;
    private long slots;
    private int written;

    HostCall(Store store) {
        this.store = store;
    }

    void begin(HostEntry entry, long caller, long slots) {
        this.entry = entry;
        this.caller = caller;
        this.slots = slots;
        this.written = 0;
    }

    void end() {
        entry = null;
    }

    void requireResults() {
        if (written != entry().resultMask()) {
            throw new IllegalStateException(
                    entry()
                            + " returned without setting all of its results (expected: "
                            + entry().type()
                            + ")");
        }
    }

    /** The guest's store. */
    public Store store() {
        return store;
    }

    /** The argument of this index, an i32. */
    public int i32(int index) {
        return (int) argument(index, ValueType.I32);
    }

    /** The argument of this index, an i32 that counts from 0 to 2³² − 1: an address, a length. */
    public long u32(int index) {
        return Integer.toUnsignedLong((int) argument(index, ValueType.I32));
    }

    /** The argument of this index, an i64. */
    public long i64(int index) {
        return argument(index, ValueType.I64);
    }

    /** The argument of this index, an f32. */
    public float f32(int index) {
        return Float.intBitsToFloat((int) argument(index, ValueType.F32));
    }

    /** The argument of this index, an f64. */
    public double f64(int index) {
        return Double.longBitsToDouble(argument(index, ValueType.F64));
    }

    /** Sets the only or first result. */
    public void returnI32(int value) {
        returnI32(0, value);
    }

    /** Sets the only or first result. */
    public void returnI64(long value) {
        returnI64(0, value);
    }

    /** Sets the only or first result. */
    public void returnF32(float value) {
        returnF32(0, value);
    }

    /** Sets the only or first result. */
    public void returnF64(double value) {
        returnF64(0, value);
    }

    /** Sets the result of this index. */
    public void returnI32(int index, int value) {
        result(index, ValueType.I32, Integer.toUnsignedLong(value));
    }

    /** Sets the result of this index. */
    public void returnI64(int index, long value) {
        result(index, ValueType.I64, value);
    }

    /** Sets the result of this index. */
    public void returnF32(int index, float value) {
        result(index, ValueType.F32, Integer.toUnsignedLong(Float.floatToRawIntBits(value)));
    }

    /** Sets the result of this index. */
    public void returnF64(int index, double value) {
        result(index, ValueType.F64, Double.doubleToRawLongBits(value));
    }

    /**
     * The memory that the calling instance exports under the name {@code memory}.
     *
     * @throws WasmtimeException when it exports none
     */
    public Memory memory() {
        entry();
        var memory = store.callerMemory(caller);
        if (memory == null) {
            throw new WasmtimeException(
                    "the guest exports no memory (expected: an export named memory)");
        }
        return memory;
    }

    /** Whether the calling instance exports a memory under the name {@code memory}. */
    public boolean hasMemory() {
        entry();
        return store.callerMemory(caller) != null;
    }

    private long argument(int index, ValueType type) {
        entry().requireParameter(index, type);
        return Raw.getLong(slots + ((long) index << SLOT));
    }

    private void result(int index, ValueType type, long bits) {
        entry().requireResult(index, type);
        written |= 1 << index;
        Raw.putLong(slots + ((long) index << SLOT), bits);
    }

    private HostEntry entry() {
        store.check();
        var active = entry;
        if (active == null) {
            throw new IllegalStateException(
                    "the host function has returned (expected: use during its call only)");
        }
        return active;
    }
}
