package run.wasmcloud.runtime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A guest's arguments or environment in the form that guests get them: strings of UTF-8, each ended
 * by a NUL, one after the other. Immutable.
 */
public final class GuestStrings {
    private static final GuestStrings NONE = new GuestStrings(new byte[0], new int[0]);

    private final byte[] block;
    private final int[] offsets;

    private GuestStrings(byte[] block, int[] offsets) {
        this.block = block;
        this.offsets = offsets;
    }

    /** Returns no strings. */
    public static GuestStrings none() {
        return NONE;
    }

    /** Returns these strings; each ends at its first NUL, as it would for the guest. */
    public static GuestStrings of(Collection<String> strings) {
        return ofBytes(
                strings.stream().map(string -> string.getBytes(StandardCharsets.UTF_8)).toList());
    }

    /**
     * Returns strings that are bytes already; each ends at its first NUL, as it would for the
     * guest.
     */
    public static GuestStrings ofBytes(List<byte[]> strings) {
        var block = new ByteArrayOutputStream(64 * strings.size());
        var offsets = new int[strings.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = block.size();
            block.write(strings.get(i), 0, lengthToNul(strings.get(i)));
            block.write(0);
        }
        return new GuestStrings(block.toByteArray(), offsets);
    }

    private static int lengthToNul(byte[] string) {
        var length = 0;
        while (length < string.length && string[length] != 0) {
            length++;
        }
        return length;
    }

    /** Returns how many strings there are. */
    public int count() {
        return offsets.length;
    }

    /** Returns the length of all strings with their NULs, in bytes. */
    public int bytes() {
        return block.length;
    }

    /** Returns one of the strings, counted from 0, without its NUL. */
    public String at(int index) {
        return new String(bytesAt(index), StandardCharsets.UTF_8);
    }

    /** Returns a copy of one of the strings as it was given, counted from 0, without its NUL. */
    public byte[] bytesAt(int index) {
        var end = index + 1 < offsets.length ? offsets[index + 1] : block.length;
        return Arrays.copyOfRange(block, offsets[index], end - 1);
    }

    /**
     * Writes the strings to a guest's memory, and the address of each to a table of 32-bit
     * addresses.
     *
     * @throws GuestFault when either range does not lie within the memory; nothing is written then
     */
    public void store(GuestMemory memory, int table, int strings) {
        memory.check(table, Integer.BYTES * offsets.length);
        memory.store(strings, block, 0, block.length);
        for (int i = 0; i < offsets.length; i++) {
            memory.storeInt(table + Integer.BYTES * i, strings + offsets[i]);
        }
    }
}
