package run.wasmcloud.model;

/** How serious a log line is. */
public enum LogLevel {
    ERROR,
    WARNING,
    INFO
}
