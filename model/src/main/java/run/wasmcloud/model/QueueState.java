package run.wasmcloud.model;

/** What has become of an asynchronous invocation. */
public enum QueueState {
    /** It waits for an attempt, the first or a further one. */
    WAITING,
    RUNNING,
    /** An attempt succeeded. */
    DONE,
    /** No further attempt is made: it is a dead letter. */
    DEAD
}
