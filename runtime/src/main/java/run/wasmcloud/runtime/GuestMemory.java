package run.wasmcloud.runtime;

/**
 * A guest's linear memory, little-endian.
 *
 * <p>Addresses and lengths are unsigned 32-bit numbers. Every access is checked against the
 * memory's present size without overflow. Only the guest's own thread may use it, and only during a
 * host call.
 */
public interface GuestMemory {
    /** Returns the present size in bytes. */
    long size();

    /** Throws {@link GuestFault} unless all of a range lies within the memory. */
    default void check(int address, int length) {
        if (Integer.toUnsignedLong(address) + Integer.toUnsignedLong(length) > size()) {
            throw new GuestFault(address, length, size());
        }
    }

    /**
     * Loads one byte.
     *
     * @throws GuestFault when the range does not lie within the memory
     */
    byte loadByte(int address);

    /**
     * Loads four bytes.
     *
     * @throws GuestFault when the range does not lie within the memory
     */
    int loadInt(int address);

    /**
     * Loads eight bytes.
     *
     * @throws GuestFault when the range does not lie within the memory
     */
    long loadLong(int address);

    /**
     * Stores one byte.
     *
     * @throws GuestFault when the range does not lie within the memory
     */
    void storeByte(int address, byte value);

    /**
     * Stores four bytes.
     *
     * @throws GuestFault when the range does not lie within the memory
     */
    void storeInt(int address, int value);

    /**
     * Stores eight bytes.
     *
     * @throws GuestFault when the range does not lie within the memory
     */
    void storeLong(int address, long value);

    /**
     * Copies out of the memory.
     *
     * @throws GuestFault when the range does not lie within the memory
     * @throws IndexOutOfBoundsException when the target has no such range
     */
    void load(int address, byte[] target, int offset, int length);

    /**
     * Copies into the memory.
     *
     * @throws GuestFault when the range does not lie within the memory
     * @throws IndexOutOfBoundsException when the source has no such range
     */
    void store(int address, byte[] source, int offset, int length);
}
