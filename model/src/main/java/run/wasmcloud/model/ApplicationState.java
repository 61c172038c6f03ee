package run.wasmcloud.model;

/** Where an application for a plan stands. */
public enum ApplicationState {
    OPEN,
    APPROVED,
    REJECTED
}
