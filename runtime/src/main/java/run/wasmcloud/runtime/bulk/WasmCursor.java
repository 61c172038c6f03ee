package run.wasmcloud.runtime.bulk;

import java.nio.ByteBuffer;

/**
 * A place in the bytes of a module, and what is read there. WebAssembly core specification, chapter
 * 5. Throws one {@link RuntimeException} or another where the bytes end too early.
 */
final class WasmCursor {
    private static final int CONTINUES = 0x80;
    private static final int SEVEN_BITS = 0x7f;
    private static final int SIGN = 0x40;

    private final ByteBuffer bytes;
    private int position;

    WasmCursor(ByteBuffer bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int position() {
        return position;
    }

    int u8() {
        return bytes.get(position++) & 0xff;
    }

    /** Reads an unsigned number of 31 bits: all that counts and sizes of a file can have. */
    int size() {
        var value = number();
        if (value < 0) {
            throw new IllegalArgumentException("a count or size of 2 GiB or more");
        }
        return value;
    }

    /** Reads an unsigned number of 32 bits. */
    int number() {
        var value = 0;
        for (var shift = 0; ; shift += 7) {
            var next = u8();
            value |= (next & SEVEN_BITS) << shift;
            if ((next & CONTINUES) == 0) {
                return value;
            }
        }
    }

    /** Reads a signed number of 32 bits. */
    int signed() {
        var value = 0;
        for (var shift = 0; ; ) {
            var next = u8();
            value |= (next & SEVEN_BITS) << shift;
            shift += 7;
            if ((next & CONTINUES) == 0) {
                return (next & SIGN) != 0 && shift < Integer.SIZE ? value | (-1 << shift) : value;
            }
        }
    }

    /** Passes a number of any size, signed or not. */
    void passNumber() {
        while ((u8() & CONTINUES) != 0) {
            // Each byte says whether another one follows.
        }
    }

    void passNumbers(int count) {
        for (var i = 0; i < count; i++) {
            passNumber();
        }
    }

    void pass(int count) {
        position = Math.addExact(position, count);
    }

    /** Passes bytes that their number stands in front of. */
    void passSized() {
        pass(size());
    }
}
