package run.wasmcloud.client;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.InvocationItem;

/** The receipts of one function. Every method throws {@link ClientException}. */
public final class Invocations {
    private final Transport transport;
    private final FunctionName function;

    Invocations(Transport transport, FunctionName function) {
        this.transport = transport;
        this.function = function;
    }

    /** Lists invocations, the newest first. */
    public Listing<InvocationItem> list(InvocationFilter filter) {
        var route = filter.on(Route.of("functions", function.value(), "invocations"));
        return new Listing<>(
                cursor -> transport.page(route.with("cursor", cursor), InvocationItem.class));
    }
}
