package run.wasmcloud.runtime;

import java.util.Locale;

/** The number types of WebAssembly that a host function's parameters and results may have. */
public enum ValueType {
    I32,
    I64,
    F32,
    F64;

    /** Returns the type's name in the text format. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
