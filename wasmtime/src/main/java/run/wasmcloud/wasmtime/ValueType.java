package run.wasmcloud.wasmtime;

/** The type of a WebAssembly value. */
public enum ValueType {
    /** A 32-bit integer. */
    I32,
    /** A 64-bit integer. */
    I64,
    /** A 32-bit float. */
    F32,
    /** A 64-bit float. */
    F64,
    /**
     * A 128-bit vector. Functions of this type can be told, but not called or defined from Java.
     */
    V128,
    /**
     * A nullable reference of a function. Functions of this type can be told, but not called or
     * defined.
     */
    FUNCREF,
    /**
     * A nullable reference of the host's. Functions of this type can be told, but not called or
     * defined.
     */
    EXTERNREF,
    /** Any other reference. Functions of this type can be told, but not called or defined. */
    OTHER_REFERENCE;

    private static final ValueType[] ALL = values();

    /**
     * The type of the C API's number, the same in {@code wasm_valkind_enum} and {@code
     * wasmtime_valtype_kind}.
     */
    static ValueType of(byte number) {
        return ALL[number];
    }

    @SuppressWarnings("EnumOrdinal") // The order is the C API's numbering.
    byte number() {
        return (byte) ordinal();
    }

    /** Whether it is an integer or a float of at most 64 bits. */
    public boolean isNumber() {
        return compareTo(V128) < 0;
    }
}
