package run.wasmcloud.panel.account;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.AuditItem;
import run.wasmcloud.panel.web.Form;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What was done, the newest first.
 *
 * @param address of this page, for the filter
 * @param more where it goes on; null at the end
 * @param everybody whether others' deeds are among them
 */
public record ActivityPage(
        String address,
        List<AuditItem> events,
        Form filter,
        @Nullable String more,
        boolean everybody) {
    public ActivityPage {
        events = List.copyOf(events);
    }

    /** Returns an event's details in one line. */
    public static String details(AuditItem event) {
        return event.details().entrySet().stream()
                .map(detail -> detail.getKey() + ": " + detail.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
