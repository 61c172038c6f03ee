package run.wasmcloud.wasmtime;

/** Values as the 64 bits that Wasmtime passes them in. */
final class Slots {
    private Slots() {}

    static void check(FuncType type, Object... arguments) {
        if (!type.isNumeric()) {
            throw new IllegalArgumentException(type + " (expected: a function of numbers only)");
        }
        if (arguments.length != type.parameters().size()) {
            throw new IllegalArgumentException(
                    arguments.length + " arguments (expected: " + type + ")");
        }
        for (var i = 0; i < arguments.length; i++) {
            check(type, i, arguments[i]);
        }
    }

    private static void check(FuncType type, int index, Object argument) {
        var expected = type.parameters().get(index);
        if (type(argument) != expected) {
            throw new IllegalArgumentException(
                    "argument " + index + ": " + argument + " (expected: " + expected + ")");
        }
    }

    private static ValueType type(Object argument) {
        return switch (argument) {
            case Integer _ -> ValueType.I32;
            case Long _ -> ValueType.I64;
            case Float _ -> ValueType.F32;
            case Double _ -> ValueType.F64;
            default -> ValueType.OTHER_REFERENCE;
        };
    }

    static long bits(Object argument) {
        return switch (argument) {
            case Integer value -> Integer.toUnsignedLong(value);
            case Long value -> value;
            case Float value -> Integer.toUnsignedLong(Float.floatToRawIntBits(value));
            case Double value -> Double.doubleToRawLongBits(value);
            default -> throw new IllegalArgumentException(argument + " (expected: a number)");
        };
    }

    static Object value(ValueType type, long bits) {
        return switch (type) {
            case I32 -> (int) bits;
            case I64 -> bits;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
            case V128, FUNCREF, EXTERNREF, OTHER_REFERENCE ->
                    throw new IllegalArgumentException(type + " (expected: a number)");
        };
    }
}
