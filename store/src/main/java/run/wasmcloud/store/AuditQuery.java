package run.wasmcloud.store;

import run.wasmcloud.model.UserId;

import java.time.Instant;
import java.util.Optional;

/**
 * Which events to return; a part that is empty leaves out none.
 *
 * @param owner whose things they are about
 * @param actor who did it
 * @param since the earliest time, inclusive
 * @param until the latest time, exclusive
 * @param after the last part's {@code next}; empty for the first part
 * @param limit the most events, at least 1
 */
public record AuditQuery(
        Optional<UserId> owner,
        Optional<UserId> actor,
        Optional<String> action,
        Optional<String> subject,
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<String> after,
        int limit) {
    /** Returns the query for the last events about a user's things. */
    public static AuditQuery last(UserId owner, int limit) {
        return new AuditQuery(
                Optional.of(owner),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limit);
    }
}
