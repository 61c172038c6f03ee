package run.wasmcloud.model;

/** Who wrote a log line. */
public enum LogSource {
    /** The guest, to its standard error. */
    STDERR,
    /** The guest, through a logging host call. */
    GUEST,
    /** The platform, about the run. */
    PLATFORM
}
