package run.wasmcloud.app.configuration;

/** How a process writes what it logs. */
public enum LogForm {
    READABLE,
    JSON
}
