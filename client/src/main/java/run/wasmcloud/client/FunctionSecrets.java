package run.wasmcloud.client;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.model.wire.SecretItem;
import run.wasmcloud.model.wire.VariableRequest;

/**
 * The secrets of one function: they can be set, never read. Every method throws {@link
 * ClientException}.
 */
public final class FunctionSecrets {
    private final Transport transport;
    private final FunctionName function;

    FunctionSecrets(Transport transport, FunctionName function) {
        this.transport = transport;
        this.function = function;
    }

    /** Lists the names, and when each was set. */
    public Listing<SecretItem> list() {
        return new Listing<>(
                cursor -> transport.page(route().with("cursor", cursor), SecretItem.class));
    }

    /** Sets a secret; the function's next invocation sees it. */
    public SecretItem put(VariableName name, String value) {
        return transport.put(
                route().below(name.value()), new VariableRequest(value), SecretItem.class);
    }

    /** Removes a secret. */
    public void delete(VariableName name) {
        transport.delete(route().below(name.value()));
    }

    private Route route() {
        return Route.of("functions", function.value(), "secrets");
    }
}
