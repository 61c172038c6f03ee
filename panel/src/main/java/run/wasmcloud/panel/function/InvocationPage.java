package run.wasmcloud.panel.function;

import run.wasmcloud.model.wire.LogItem;

import java.util.List;

/**
 * One invocation: its receipt and what it wrote.
 *
 * @param log what it wrote, the oldest line first
 * @param moreLog whether it wrote more than that
 */
public record InvocationPage(
        FunctionHead head, ReceiptView receipt, List<LogItem> log, boolean moreLog) {
    public InvocationPage {
        log = List.copyOf(log);
    }
}
