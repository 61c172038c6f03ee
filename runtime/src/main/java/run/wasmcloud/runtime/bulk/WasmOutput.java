package run.wasmcloud.runtime.bulk;

import java.nio.ByteBuffer;

/** Writes a module that is made of parts of another one. */
final class WasmOutput {
    /** How long any number of 32 bits can be written, whatever it is. */
    static final int LONGEST_NUMBER = 5;

    private static final int CONTINUES = 0x80;
    private static final int SEVEN_BITS = 0x7f;

    private final ByteBuffer bytes;

    WasmOutput(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Returns how many bytes a number takes. */
    static int length(int number) {
        return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(number) + 6) / 7);
    }

    int position() {
        return bytes.position();
    }

    WasmOutput u8(int value) {
        bytes.put((byte) value);
        return this;
    }

    WasmOutput number(int value) {
        return number(value, length(value));
    }

    /** Writes a number of 32 bits in so many bytes. */
    WasmOutput number(int value, int length) {
        for (var i = 0; i < length - 1; i++) {
            u8(((value >>> (7 * i)) & SEVEN_BITS) | CONTINUES);
        }
        return u8((value >>> (7 * (length - 1))) & SEVEN_BITS);
    }

    WasmOutput raw(byte[] values) {
        bytes.put(values);
        return this;
    }

    /** Copies a part of another module. */
    WasmOutput copy(ByteBuffer from, int start, int end) {
        bytes.put(bytes.position(), from, start, end - start);
        bytes.position(bytes.position() + end - start);
        return this;
    }

    /** Leaves room for the size of what comes next. */
    int beginSized() {
        bytes.position(bytes.position() + LONGEST_NUMBER);
        return bytes.position();
    }

    /** Says how long that is which began there and ends here. */
    void endSized(int start) {
        var end = bytes.position();
        bytes.position(start - LONGEST_NUMBER);
        number(end - start, LONGEST_NUMBER);
        bytes.position(end);
    }
}
