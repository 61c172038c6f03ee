package run.wasmcloud.model;

/** What an executor is doing. */
public enum ExecutorState {
    /** It serves. */
    RUNNING,
    /** It takes no more requests and waits for its runs to end. */
    DRAINING,
    /** It ended in order. */
    STOPPED
}
