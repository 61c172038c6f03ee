package run.wasmcloud.runtime.bulk;

/**
 * Steps from instruction to instruction of a function body: those of WebAssembly 2.0, tail calls
 * and relaxed vectors, which are all that the platform's engines take.
 */
final class Instructions {
    private static final int V128_BYTES = 16;

    private final WasmCursor cursor;
    private int constant;

    Instructions(WasmCursor cursor) {
        this.cursor = cursor;
    }

    /** What an instruction is, as far as it matters here. */
    enum Kind {
        CONSTANT,
        FILL,
        COPY,
        OTHER
    }

    /**
     * Passes one instruction with its operands.
     *
     * @throws IllegalArgumentException when it is none that engines of this platform take
     */
    Kind pass() {
        var opcode = cursor.u8();
        switch (opcode) {
            case 0x41 -> {
                constant = cursor.signed();
                return Kind.CONSTANT;
            }
            case 0xfc -> {
                return passNumeric(cursor.number());
            }
            case 0xfd -> passVector(cursor.number());
            default -> passPlain(opcode);
        }
        return Kind.OTHER;
    }

    /** Returns the operand of the last {@code i32.const}. */
    int constant() {
        return constant;
    }

    private void passPlain(int opcode) {
        switch (opcode) {
            // block, loop, if; br, br_if; calls of functions; locals, globals, tables; constants
            case 0x02,
                    0x03,
                    0x04,
                    0x0c,
                    0x0d,
                    0x10,
                    0x12,
                    0x20,
                    0x21,
                    0x22,
                    0x23,
                    0x24,
                    0x25,
                    0x26,
                    0x3f,
                    0x40,
                    0x42,
                    0xd0,
                    0xd2 ->
                    cursor.passNumber();
            case 0x0e -> passTargets();
            case 0x11, 0x13 -> cursor.passNumbers(2);
            case 0x1c -> cursor.passNumbers(cursor.size());
            case 0x43 -> cursor.pass(Float.BYTES);
            case 0x44 -> cursor.pass(Double.BYTES);
            default -> passOneOfMany(opcode);
        }
    }

    private void passOneOfMany(int opcode) {
        if (opcode >= 0x28 && opcode <= 0x3e) {
            cursor.passNumbers(2);
        } else if (!hasNoOperand(opcode)) {
            throw unknown(opcode);
        }
    }

    /** Control, drop and select; everything that computes with numbers; {@code ref.is_null}. */
    private static boolean hasNoOperand(int opcode) {
        return opcode <= 0x01
                || opcode == 0x05
                || opcode == 0x0b
                || opcode == 0x0f
                || opcode == 0x1a
                || opcode == 0x1b
                || (opcode >= 0x45 && opcode <= 0xc4)
                || opcode == 0xd1;
    }

    private void passTargets() {
        cursor.passNumbers(Math.addExact(cursor.size(), 1));
    }

    private Kind passNumeric(int opcode) {
        switch (opcode) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> {
                // Conversions that saturate.
            }
            case 8, 12, 14 -> cursor.passNumbers(2);
            case 9, 13, 15, 16, 17 -> cursor.passNumber();
            case 10 -> {
                cursor.passNumbers(2);
                return Kind.COPY;
            }
            case 11 -> {
                cursor.passNumber();
                return Kind.FILL;
            }
            default -> throw unknown(opcode);
        }
        return Kind.OTHER;
    }

    private void passVector(int opcode) {
        if (opcode < 0 || opcode > 0x113) {
            throw unknown(opcode);
        }
        if (opcode == 12 || opcode == 13) {
            cursor.pass(V128_BYTES);
        } else if (opcode >= 21 && opcode <= 34) {
            cursor.pass(1);
        } else if (opcode <= 11 || opcode == 92 || opcode == 93) {
            cursor.passNumbers(2);
        } else if (opcode >= 84 && opcode <= 91) {
            cursor.passNumbers(2);
            cursor.pass(1);
        }
    }

    private static IllegalArgumentException unknown(int opcode) {
        return new IllegalArgumentException(
                "instruction 0x" + Integer.toHexString(opcode) + " is not known");
    }
}
