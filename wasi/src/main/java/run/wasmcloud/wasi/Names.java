package run.wasmcloud.wasi;

import run.wasmcloud.runtime.GuestMemory;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What holds for names and paths: UTF-8, without NUL, of bounded length. */
final class Names {
    /** The longest path in bytes, as Linux counts it without the NUL. */
    static final int LONGEST_PATH = 4095;

    /** The longest name of an entry, in bytes. */
    static final int LONGEST_NAME = 255;

    private static final int MOST_BYTES_A_CHAR = 3;

    private Names() {}

    /**
     * Reads a path from a guest's memory.
     *
     * @param length unsigned
     * @throws Refused when it is too long, not UTF-8, or contains NUL
     */
    static String path(GuestMemory memory, int address, int length) {
        memory.check(address, length);
        if (Integer.compareUnsigned(length, LONGEST_PATH) > 0) {
            throw new Refused(Errno.NAMETOOLONG);
        }
        var bytes = new byte[length];
        memory.load(address, bytes, 0, length);
        var path = decoded(bytes);
        if (path.indexOf('\0') >= 0) {
            throw new Refused(Errno.INVAL);
        }
        return path;
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw refusedAfter(e);
        }
    }

    private static Refused refusedAfter(CharacterCodingException e) {
        var refused = new Refused(Errno.ILSEQ);
        refused.addSuppressed(e);
        return refused;
    }

    /** Tells whether a name is not too long for an entry. */
    static boolean isShort(String name) {
        return name.length() * MOST_BYTES_A_CHAR <= LONGEST_NAME
                || (name.length() <= LONGEST_NAME
                        && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME);
    }
}
