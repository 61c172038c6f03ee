package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.QueueState;
import run.wasmcloud.model.Trigger;

import java.time.Instant;
import java.util.UUID;

/**
 * An asynchronous invocation.
 *
 * @param nextAttemptAt null when none is to come
 * @param reason why the last attempt failed, null when it did not
 * @param receipt the invocation that was the last attempt to end, null when there is none
 * @param result what the function answered last, null when it has not
 * @param finishedAt null while there may be another attempt
 */
public record QueuedInvocationItem(
        UUID id,
        String function,
        Trigger trigger,
        QueueState state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String reason,
        @Nullable UUID receipt,
        @Nullable StoredResultItem result,
        Instant createdAt,
        @Nullable Instant finishedAt)
        implements FoundInvocation {}
