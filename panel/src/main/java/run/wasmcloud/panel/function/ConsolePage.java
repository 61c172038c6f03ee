package run.wasmcloud.panel.function;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.LogItem;
import run.wasmcloud.panel.web.Form;

import java.util.List;

/**
 * A request to a function, and what came of it.
 *
 * @param answer null before the first request
 * @param invocation the run's id; empty when there was none
 * @param receipt null when there is none, or none yet
 */
public record ConsolePage(
        FunctionHead head,
        Form form,
        @Nullable ConsoleAnswer answer,
        String invocation,
        @Nullable ReceiptView receipt,
        List<LogItem> log,
        boolean moreLog) {
    public ConsolePage {
        log = List.copyOf(log);
    }

    static ConsolePage of(FunctionHead head, Form form) {
        return new ConsolePage(head, form, null, "", null, List.of(), false);
    }

    /** Returns the methods that a form lets choose among. */
    public List<String> methods() {
        return ConsoleRequest.METHODS;
    }
}
