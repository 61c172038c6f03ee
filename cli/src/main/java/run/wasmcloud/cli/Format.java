package run.wasmcloud.cli;

/** How a command writes what it found. */
public enum Format {
    /** For people. */
    TEXT,
    /** For programs: the API's own records. */
    JSON
}
