package run.wasmcloud.runtime;

/**
 * A guest gave a host function a range that does not lie within its memory; the run ends as {@code
 * trapped}.
 */
public final class GuestFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes the fault of a range; address and length are unsigned. */
    public GuestFault(int address, int length, long memoryBytes) {
        this(
                "a host call was given the range %d+%d of a memory of %d bytes"
                        .formatted(
                                Integer.toUnsignedLong(address),
                                Integer.toUnsignedLong(length),
                                memoryBytes));
    }

    /** Makes a fault with a sentence for the function's owner. */
    public GuestFault(String message) {
        super(message, null, false, false);
    }
}
