package run.wasmcloud.panel.function;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.client.LogFilter;
import run.wasmcloud.client.ProblemException;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.InvocationItem;
import run.wasmcloud.model.wire.LimitsItem;
import run.wasmcloud.model.wire.LogItem;
import run.wasmcloud.panel.web.Member;

import java.util.List;
import java.util.UUID;

/** Reads what belongs to one receipt. */
final class Receipts {
    private static final int NOT_FOUND = 404;
    private static final int LINES = 200;

    private Receipts() {}

    static ReceiptView view(Member member, FunctionName function, InvocationItem item) {
        return new ReceiptView(item, limits(member, function, item.deployment()));
    }

    /** The version may be gone, its receipts are not. */
    private static @Nullable LimitsItem limits(Member member, FunctionName function, int number) {
        try {
            return member.client().functions().deployments(function).get(number).limits();
        } catch (ProblemException e) {
            if (e.status() == NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }

    /**
     * What a run wrote.
     *
     * @param lines the oldest first
     */
    record Log(List<LogItem> lines, boolean more) {}

    static Log log(Member member, FunctionName function, UUID invocation) {
        var page =
                member.client()
                        .functions()
                        .logs(function)
                        .list(new LogFilter(null, null, invocation, LINES))
                        .page(null);
        return new Log(page.items().reversed(), page.next() != null);
    }
}
