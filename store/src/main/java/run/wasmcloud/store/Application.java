package run.wasmcloud.store;

import run.wasmcloud.model.ApplicationId;
import run.wasmcloud.model.ApplicationState;
import run.wasmcloud.model.UserId;

import java.time.Instant;
import java.util.Optional;

/**
 * A user's wish for the plan {@code free}.
 *
 * @param email the user's address
 * @param note what the admin said who decided; empty when nothing
 * @param decidedAt empty while it is open
 */
public record Application(
        ApplicationId id,
        UserId user,
        String email,
        String reason,
        ApplicationState state,
        String note,
        Instant createdAt,
        Optional<Instant> decidedAt) {}
