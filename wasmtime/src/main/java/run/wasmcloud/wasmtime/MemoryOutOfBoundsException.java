package run.wasmcloud.wasmtime;

/** A range that is not within a guest's memory: when the guest gave it, the guest's fault. */
public final class MemoryOutOfBoundsException extends IndexOutOfBoundsException {
    private static final long serialVersionUID = 1;

    MemoryOutOfBoundsException(long offset, long length, long size) {
        super(
                length
                        + " bytes at "
                        + offset
                        + " (expected: within a memory of "
                        + size
                        + " bytes)");
    }
}
