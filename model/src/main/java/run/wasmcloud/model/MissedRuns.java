package run.wasmcloud.model;

/** What becomes of the times of a schedule at which no executor was there. */
public enum MissedRuns {
    /** The function is invoked once, late, however many were missed. */
    RUN_ONCE,
    /** It is invoked at the next time. */
    SKIP
}
