package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.InvocationItem;
import run.wasmcloud.model.wire.QueuedInvocationItem;

/** The receipts of one function. Every method throws {@link ClientException}. */
public final class Invocations {
    private final Transport transport;
    private final FunctionName function;

    Invocations(Transport transport, FunctionName function) {
        this.transport = transport;
        this.function = function;
    }

    /**
     * Has the function invoked soon, at least once.
     *
     * @param contentType of the body, null for none
     * @param body the function's standard input, at most 1 MiB
     */
    public QueuedInvocationItem enqueue(@Nullable String contentType, byte[] body) {
        return transport.post(
                Route.of("functions", function.value(), "invocations"),
                contentType,
                body,
                QueuedInvocationItem.class);
    }

    /** Lists invocations, the newest first. */
    public Listing<InvocationItem> list(InvocationFilter filter) {
        var route = filter.on(Route.of("functions", function.value(), "invocations"));
        return new Listing<>(
                cursor -> transport.page(route.with("cursor", cursor), InvocationItem.class));
    }
}
