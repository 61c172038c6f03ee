package run.wasmcloud.client;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.QueuedInvocationItem;

import java.util.UUID;

/**
 * The asynchronous invocations of one function that used up their attempts. Every method throws
 * {@link ClientException}.
 */
public final class DeadLetters {
    private final Transport transport;
    private final FunctionName function;

    DeadLetters(Transport transport, FunctionName function) {
        this.transport = transport;
        this.function = function;
    }

    /** Lists the dead letters, the newest first, without their results. */
    public Listing<QueuedInvocationItem> list() {
        return new Listing<>(
                cursor ->
                        transport.page(route().with("cursor", cursor), QueuedInvocationItem.class));
    }

    /** Has a dead letter tried again, with all attempts before it. */
    public QueuedInvocationItem requeue(UUID id) {
        return transport.post(route().below(id.toString(), "requeue"), QueuedInvocationItem.class);
    }

    /** Removes a dead letter. */
    public void discard(UUID id) {
        transport.delete(route().below(id.toString()));
    }

    private Route route() {
        return Route.of("functions", function.value(), "dead-letters");
    }
}
