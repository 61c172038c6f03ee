package run.wasmcloud.panel.function;

import run.wasmcloud.model.wire.InvocationItem;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A part of a function's invocations, the newest first.
 *
 * @param outcome only those of this kind; empty for all
 * @param older where the older ones are; empty when there are none
 */
public record InvocationsPage(
        FunctionHead head, String outcome, List<InvocationItem> items, String older) {
    private static final DateTimeFormatter BEGAN =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    public InvocationsPage {
        items = List.copyOf(items);
    }

    /** Returns when a run began, to the second. */
    public String began(InvocationItem item) {
        return BEGAN.format(item.startedAt());
    }

    /** Returns the kinds that a form lets choose among. */
    public List<String> kinds() {
        return OutcomeText.KINDS;
    }
}
