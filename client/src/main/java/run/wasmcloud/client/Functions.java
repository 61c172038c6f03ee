package run.wasmcloud.client;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.FunctionItem;
import run.wasmcloud.model.wire.FunctionPatch;
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

    /** Lists the functions that the user deleted and can bring back. */
    public Listing<FunctionItem> deleted() {
        return new Listing<>(
                cursor ->
                        transport.page(
                                Route.of("functions").with("deleted", true).with("cursor", cursor),
                                FunctionItem.class));
    }

    /** Changes a function's settings; what the patch leaves out stays as it is. */
    public FunctionItem change(FunctionName name, FunctionPatch patch) {
        return transport.patch(Route.of("functions", name.value()), patch, FunctionItem.class);
    }

    /** Brings a deleted function back, with all that it had. */
    public FunctionItem restore(FunctionName name) {
        return transport.post(Route.of("functions", name.value(), "restore"), FunctionItem.class);
    }

    /** Deletes a function; it can be brought back for 30 days. */
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

    /** Returns the configuration variables of a function. */
    public FunctionConfig config(FunctionName name) {
        return new FunctionConfig(transport, name);
    }

    /** Returns the secrets of a function. */
    public FunctionSecrets secrets(FunctionName name) {
        return new FunctionSecrets(transport, name);
    }

    /** Returns the files that the versions of a function ship. */
    public FunctionFiles files(FunctionName name) {
        return new FunctionFiles(transport, name);
    }

    /** Returns who may call a function. */
    public FunctionAccess access(FunctionName name) {
        return new FunctionAccess(transport, name);
    }

    /** Returns the own host names of a function. */
    public Domains domains(FunctionName name) {
        return new Domains(transport, name);
    }

    /** Returns when a function is invoked by the clock. */
    public Schedules schedules(FunctionName name) {
        return new Schedules(transport, name);
    }

    /** Returns the asynchronous invocations of a function that used up their attempts. */
    public DeadLetters deadLetters(FunctionName name) {
        return new DeadLetters(transport, name);
    }

    /** Returns the invocations of a function. */
    public Invocations invocations(FunctionName name) {
        return new Invocations(transport, name);
    }

    /** Returns the records of a function in bulk, and what charts show of them. */
    public Exports exports(FunctionName name) {
        return new Exports(transport, name);
    }

    /** Returns the log of a function. */
    public Logs logs(FunctionName name) {
        return new Logs(transport, name);
    }
}
