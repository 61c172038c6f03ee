package run.wasmcloud.store;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.QueueState;
import run.wasmcloud.model.Trigger;

import java.time.Instant;
import java.util.Optional;

/**
 * An asynchronous invocation.
 *
 * @param nextAttemptAt empty when no further attempt is made, or one goes on
 * @param lastRun the receipt of the last attempt that has ended
 * @param reason why the last attempt failed; empty when it did not
 * @param result what the function answered last
 */
public record QueueItem(
        InvocationId id,
        FunctionName function,
        Trigger trigger,
        QueueState state,
        int attempts,
        Optional<Instant> nextAttemptAt,
        Optional<InvocationId> lastRun,
        String reason,
        Optional<QueueResult> result,
        Instant createdAt,
        Optional<Instant> finishedAt) {}
