package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.MissedRuns;

import java.time.Instant;
import java.util.UUID;

/**
 * A schedule of a function.
 *
 * @param contentType of the body, null for none
 * @param lastAt when it was due last, null when it never was
 * @param lastInvocation the asynchronous invocation of that time, null when there was none
 * @param lastProblem why there was none, null when there was
 */
public record ScheduleItem(
        UUID id,
        String cron,
        String zone,
        MissedRuns missed,
        @Nullable String contentType,
        String body,
        Instant nextAt,
        @Nullable Instant lastAt,
        @Nullable UUID lastInvocation,
        @Nullable String lastProblem,
        Instant createdAt,
        Instant updatedAt) {}
