package run.wasmcloud.store;

import run.wasmcloud.model.InvocationId;

import java.util.Optional;

/** How an attempt at an asynchronous invocation ended. */
public sealed interface QueueEnd {
    /**
     * The function answered.
     *
     * @param run the run's receipt
     */
    record Done(InvocationId run, QueueResult result) implements QueueEnd {}

    /**
     * The run failed: there may be another attempt.
     *
     * @param run the run's receipt; empty when there is none
     * @param reason for the function's owner
     * @param result what the function answered all the same
     */
    record Failed(Optional<InvocationId> run, String reason, Optional<QueueResult> result)
            implements QueueEnd {}

    /** There was no room for a run at the moment: it counts as no attempt. */
    record Postponed(String reason) implements QueueEnd {}

    /** The function may not be run: there is no further attempt. */
    record Refused(String reason) implements QueueEnd {}
}
