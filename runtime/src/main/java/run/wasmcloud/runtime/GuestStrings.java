package run.wasmcloud.runtime;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * A guest's arguments or environment in the form that guests get them: strings of UTF-8, each ended
 * by a NUL, one after the other. Immutable and thread-safe.
 */
public final class GuestStrings {
    private static final GuestStrings NONE = ofBytes(List.of());

    private final Supplier<List<byte[]>> strings;
    private volatile @Nullable Block made;

    private GuestStrings(Supplier<List<byte[]>> strings) {
        this.strings = strings;
    }

    /** The strings as guests get them. */
    private static final class Block {
        private final byte[] bytes;

        /** Where each string begins. */
        private final int[] offsets;

        private Block(byte[] bytes, int[] offsets) {
            this.bytes = bytes;
            this.offsets = offsets;
        }

        static Block of(List<byte[]> strings) {
            var bytes = new ByteArrayOutputStream(64 * strings.size());
            var offsets = new int[strings.size()];
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = bytes.size();
                bytes.write(strings.get(i), 0, lengthToNul(strings.get(i)));
                bytes.write(0);
            }
            return new Block(bytes.toByteArray(), offsets);
        }

        byte[] at(int index) {
            var end = index + 1 < offsets.length ? offsets[index + 1] : bytes.length;
            return Arrays.copyOfRange(bytes, offsets[index], end - 1);
        }

        void store(GuestMemory memory, int table, int strings) {
            memory.check(table, Integer.BYTES * offsets.length);
            memory.store(strings, bytes, 0, bytes.length);
            for (int i = 0; i < offsets.length; i++) {
                memory.storeInt(table + Integer.BYTES * i, strings + offsets[i]);
            }
        }
    }

    private Block block() {
        var block = made;
        if (block == null) {
            block = Block.of(strings.get());
            made = block;
        }
        return block;
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
        var made = lazily(() -> strings);
        made.block();
        return made;
    }

    /**
     * Returns strings that are made when a guest asks for them: many never do.
     *
     * @param strings gives the same each time; called on a guest's thread
     */
    public static GuestStrings lazily(Supplier<List<byte[]>> strings) {
        return new GuestStrings(strings);
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
        return block().offsets.length;
    }

    /** Returns the length of all strings with their NULs, in bytes. */
    public int bytes() {
        return block().bytes.length;
    }

    /** Returns one of the strings, counted from 0, without its NUL. */
    public String at(int index) {
        return new String(bytesAt(index), StandardCharsets.UTF_8);
    }

    /** Returns a copy of one of the strings as it was given, counted from 0, without its NUL. */
    public byte[] bytesAt(int index) {
        return block().at(index);
    }

    /**
     * Writes the strings to a guest's memory, and the address of each to a table of 32-bit
     * addresses.
     *
     * @throws GuestFault when either range does not lie within the memory; nothing is written then
     */
    public void store(GuestMemory memory, int table, int strings) {
        block().store(memory, table, strings);
    }
}
