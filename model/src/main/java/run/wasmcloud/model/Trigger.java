package run.wasmcloud.model;

/** What caused an invocation. */
public enum Trigger {
    HTTP,
    QUEUE,
    SCHEDULE
}
