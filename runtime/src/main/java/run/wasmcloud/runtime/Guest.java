package run.wasmcloud.runtime;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.wasmtime.HostCall;
import run.wasmcloud.wasmtime.Memory;
import run.wasmcloud.wasmtime.MemoryOutOfBoundsException;

/**
 * One run on Wasmtime: what its host functions get as their call and its memory. Used by the
 * guest's thread only.
 */
final class Guest implements run.wasmcloud.runtime.HostCall, GuestMemory {
    private final Run run;
    private @Nullable HostCall call;
    private @Nullable Memory memory;

    Guest(Run run) {
        this.run = run;
    }

    /** Serves one call of a host function. */
    void serve(HostFunctions.Bound<?> function, HostCall newCall) {
        call = newCall;
        function.call(this);
    }

    private HostCall call() {
        return requireNonNull(call, "a host call must go on");
    }

    @Override
    public int i32(int index) {
        return call().i32(index);
    }

    @Override
    public long i64(int index) {
        return call().i64(index);
    }

    @Override
    public void giveI32(int result) {
        call().returnI32(result);
    }

    @Override
    public void giveI64(long result) {
        call().returnI64(result);
    }

    @Override
    public Run run() {
        return run;
    }

    /**
     * Looks the memory up once: a run has one instance, and each of its calls is that instance's.
     */
    @Override
    public GuestMemory memory() {
        if (memory == null) {
            memory = call().memory();
        }
        return this;
    }

    private Memory bytes() {
        return requireNonNull(memory, "memory() was called");
    }

    @Override
    public long size() {
        return bytes().size();
    }

    @Override
    public byte loadByte(int address) {
        try {
            return bytes().getByte(Integer.toUnsignedLong(address));
        } catch (MemoryOutOfBoundsException e) {
            throw fault(address, Byte.BYTES, e);
        }
    }

    @Override
    public int loadInt(int address) {
        try {
            return bytes().getInt(Integer.toUnsignedLong(address));
        } catch (MemoryOutOfBoundsException e) {
            throw fault(address, Integer.BYTES, e);
        }
    }

    @Override
    public long loadLong(int address) {
        try {
            return bytes().getLong(Integer.toUnsignedLong(address));
        } catch (MemoryOutOfBoundsException e) {
            throw fault(address, Long.BYTES, e);
        }
    }

    @Override
    public void storeByte(int address, byte value) {
        try {
            bytes().putByte(Integer.toUnsignedLong(address), value);
        } catch (MemoryOutOfBoundsException e) {
            throw fault(address, Byte.BYTES, e);
        }
    }

    @Override
    public void storeInt(int address, int value) {
        try {
            bytes().putInt(Integer.toUnsignedLong(address), value);
        } catch (MemoryOutOfBoundsException e) {
            throw fault(address, Integer.BYTES, e);
        }
    }

    @Override
    public void storeLong(int address, long value) {
        try {
            bytes().putLong(Integer.toUnsignedLong(address), value);
        } catch (MemoryOutOfBoundsException e) {
            throw fault(address, Long.BYTES, e);
        }
    }

    @Override
    public void load(int address, byte[] target, int offset, int length) {
        try {
            bytes().read(Integer.toUnsignedLong(address), target, offset, length);
        } catch (MemoryOutOfBoundsException e) {
            throw fault(address, length, e);
        }
    }

    @Override
    public void store(int address, byte[] source, int offset, int length) {
        try {
            bytes().write(Integer.toUnsignedLong(address), source, offset, length);
        } catch (MemoryOutOfBoundsException e) {
            throw fault(address, length, e);
        }
    }

    private GuestFault fault(int address, int length, MemoryOutOfBoundsException cause) {
        var fault = new GuestFault(address, length, bytes().size());
        fault.addSuppressed(cause);
        return fault;
    }
}
