package run.wasmcloud.wasmtime;

/**
 * The type of a global.
 *
 * @param content the type of its value
 * @param mutable whether it can be set
 */
public record GlobalType(ValueType content, boolean mutable) implements ExternType {}
