package run.wasmcloud.store;

import run.wasmcloud.model.InvocationId;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A schedule of a function.
 *
 * @param nextAt when it is due next
 * @param lastAt when it was due last
 * @param lastItem the asynchronous invocation of that time
 * @param lastProblem why there was none; empty when there was
 */
public record StoredSchedule(
        UUID id,
        NewSchedule schedule,
        Instant nextAt,
        Optional<Instant> lastAt,
        Optional<InvocationId> lastItem,
        String lastProblem,
        Instant createdAt,
        Instant updatedAt) {}
