package run.wasmcloud.store;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.UserId;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * That something was done.
 *
 * @param action what, for example {@code function.create}
 * @param subject to what: a name or an id
 * @param details what else is worth knowing; nothing secret
 * @param owner whose thing it was; null when it is nobody's
 */
public record AuditEvent(
        UUID id,
        Instant at,
        String action,
        String subject,
        Map<String, String> details,
        Actor actor,
        @Nullable UserId owner) {
    public AuditEvent {
        details = Map.copyOf(details);
    }
}
