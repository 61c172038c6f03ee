package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * Which events to list; what is null leaves out none.
 *
 * @param action for example {@code function.create}
 * @param subject the name or id of what something was done to
 * @param user who did it; another than oneself is for admins
 * @param since the earliest time, inclusive
 * @param until the latest time, exclusive
 */
public record AuditFilter(
        @Nullable String action,
        @Nullable String subject,
        @Nullable UUID user,
        @Nullable Instant since,
        @Nullable Instant until) {
    /** Returns the filter that leaves out nothing. */
    public static AuditFilter none() {
        return new AuditFilter(null, null, null, null, null);
    }

    Route on(Route route) {
        return route.with("action", action)
                .with("subject", subject)
                .with("user", user)
                .with("since", since)
                .with("until", until);
    }
}
