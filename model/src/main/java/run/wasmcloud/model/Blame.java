package run.wasmcloud.model;

/** Whose fault an error is. */
public enum Blame {
    CALLER,
    GUEST,
    PLATFORM,
    CAPACITY
}
