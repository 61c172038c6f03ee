package run.wasmcloud.wasmtime;

import java.util.Locale;

/**
 * A proposal of WebAssembly that can be turned on and off. Stack switching is not among them: it is
 * always off, because the C API ends the process when it meets the types of that proposal.
 */
public enum Proposal {
    /** Atomics and shared memories in modules. */
    THREADS,
    /** Tail calls. */
    TAIL_CALL,
    /** References and several tables. */
    REFERENCE_TYPES,
    /** Typed references of functions. */
    FUNCTION_REFERENCES,
    /** Garbage-collected structs and arrays. */
    GC,
    /** 128-bit vectors. */
    SIMD,
    /** Vector operations whose results may depend on the machine. */
    RELAXED_SIMD,
    /** Bulk operations on memories and tables. */
    BULK_MEMORY,
    /** Several results. */
    MULTI_VALUE,
    /** Several memories. */
    MULTI_MEMORY,
    /** 64-bit memories and tables. */
    MEMORY64,
    /** 128-bit sums and products. */
    WIDE_ARITHMETIC,
    /** Exceptions. */
    EXCEPTIONS,
    /** Pages of other sizes. */
    CUSTOM_PAGE_SIZES;

    String setting() {
        return "wasm_" + name().toLowerCase(Locale.ROOT);
    }
}
