package run.wasmcloud.runtime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes modules byte by byte, valid or not. WebAssembly core specification, chapter 5. Sections
 * are named by the constants here.
 */
public final class WasmWriter {
    public static final int TYPES = 1;
    public static final int IMPORTS = 2;
    public static final int FUNCTIONS = 3;
    public static final int TABLES = 4;
    public static final int MEMORIES = 5;
    public static final int GLOBALS = 6;
    public static final int EXPORTS = 7;
    public static final int START = 8;
    public static final int ELEMENTS = 9;
    public static final int CODE = 10;
    public static final int DATA = 11;
    public static final int DATA_COUNT = 12;

    private static final int CONTINUES = 0x80;
    private static final int SEVEN_BITS = 0x7f;
    private static final int SIGN = 0x40;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Begins a module: magic and version. */
    public static WasmWriter module() {
        return new WasmWriter().raw(0, 'a', 's', 'm', 1, 0, 0, 0);
    }

    /** Begins a part of a module. */
    public static WasmWriter part() {
        return new WasmWriter();
    }

    /** Adds bytes as they are. */
    public WasmWriter raw(int... values) {
        for (var value : values) {
            bytes.write(value);
        }
        return this;
    }

    /** Adds bytes as they are. */
    public WasmWriter raw(byte[] values) {
        bytes.writeBytes(values);
        return this;
    }

    /** Adds an unsigned number. */
    public WasmWriter u32(long value) {
        var rest = value;
        for (; rest > SEVEN_BITS; rest >>>= 7) {
            bytes.write((int) (rest & SEVEN_BITS) | CONTINUES);
        }
        bytes.write((int) rest);
        return this;
    }

    /** Adds a signed number, as the operand of {@code i32.const} and {@code i64.const}. */
    public WasmWriter signed(long value) {
        var rest = value;
        while (rest < -SIGN || rest >= SIGN) {
            bytes.write((int) (rest & SEVEN_BITS) | CONTINUES);
            rest >>= 7;
        }
        bytes.write((int) (rest & SEVEN_BITS));
        return this;
    }

    /** Adds the bytes of a 32-bit number, the lowest first. */
    public WasmWriter littleEndian(int value) {
        return raw(value, value >>> 8, value >>> 16, value >>> 24);
    }

    /** Adds the bytes of a 64-bit number, the lowest first. */
    public WasmWriter littleEndian(long value) {
        return littleEndian((int) value).littleEndian((int) (value >>> 32));
    }

    /** Adds a name with its length. */
    public WasmWriter name(String name) {
        var utf8 = name.getBytes(StandardCharsets.UTF_8);
        return u32(utf8.length).raw(utf8);
    }

    /** Adds a part as it is. */
    public WasmWriter append(WasmWriter part) {
        return raw(part.toBytes());
    }

    /** Adds a part with its length. */
    public WasmWriter sized(WasmWriter part) {
        return u32(part.bytes.size()).append(part);
    }

    /** Adds a section. */
    public WasmWriter section(int id, WasmWriter content) {
        return raw(id).sized(content);
    }

    /** Returns how many bytes there are. */
    public int size() {
        return bytes.size();
    }

    /** Returns all bytes. */
    public byte[] toBytes() {
        return bytes.toByteArray();
    }
}
