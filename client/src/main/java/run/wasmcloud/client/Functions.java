package run.wasmcloud.client;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.FunctionItem;
import run.wasmcloud.model.wire.FunctionRequest;

/** The user's functions. Every method throws {@link ClientException}. */
public final class Functions {
    private final Transport transport;

    Functions(Transport transport) {
        this.transport = transport;
    }

    /** Makes a function; without a name the API finds one. */
    public FunctionItem create(FunctionRequest request) {
        return transport.post(Route.of("functions"), request, FunctionItem.class);
    }

    /** Lists the functions of the user. */
    public Listing<FunctionItem> list() {
        return new Listing<>(
                cursor ->
                        transport.page(
                                Route.of("functions").with("cursor", cursor), FunctionItem.class));
    }

    /** Returns one function. */
    public FunctionItem get(FunctionName name) {
        return transport.get(Route.of("functions", name.value()), FunctionItem.class);
    }

    /** Deletes a function. */
    public void delete(FunctionName name) {
        transport.delete(Route.of("functions", name.value()));
    }

    /** Returns the deployments of a function. */
    public Deployments deployments(FunctionName name) {
        return new Deployments(transport, name);
    }

    /** Returns the policy of a function. */
    public FunctionPolicy policy(FunctionName name) {
        return new FunctionPolicy(transport, name);
    }

    /** Returns who may call a function. */
    public FunctionAccess access(FunctionName name) {
        return new FunctionAccess(transport, name);
    }

    /** Returns the invocations of a function. */
    public Invocations invocations(FunctionName name) {
        return new Invocations(transport, name);
    }

    /** Returns the log of a function. */
    public Logs logs(FunctionName name) {
        return new Logs(transport, name);
    }
}
