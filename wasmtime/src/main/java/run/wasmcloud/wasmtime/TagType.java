package run.wasmcloud.wasmtime;

/** The type of an exception's tag. */
public record TagType() implements ExternType {}
