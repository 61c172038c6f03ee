package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * That something was done.
 *
 * @param action what, for example {@code function.create}
 * @param subject to what: a name or an id
 * @param by what kind of actor did it
 * @param user who did it; null unless it was the caller, or an admin asks
 * @param token what the user proved it with; null where {@code user} is
 * @param address the client's network address; null where {@code user} is not shown
 * @param request the request's id; null when no request was behind it
 */
public record AuditItem(
        UUID id,
        Instant at,
        String action,
        String subject,
        Map<String, String> details,
        By by,
        @Nullable UUID user,
        @Nullable UUID token,
        @Nullable String address,
        @Nullable UUID request) {
    public AuditItem {
        details = Map.copyOf(details);
    }

    /** A kind of actor. */
    public enum By {
        /** The user whose thing it was. */
        OWNER,
        /** Somebody else who may. */
        ADMIN,
        /** Somebody who had not signed in. */
        VISITOR,
        /** The installation itself. */
        SYSTEM
    }
}
