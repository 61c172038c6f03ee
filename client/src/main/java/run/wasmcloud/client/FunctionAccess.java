package run.wasmcloud.client;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.SignedUrlItem;
import run.wasmcloud.model.wire.SignedUrlRequest;
import run.wasmcloud.model.wire.SuspensionItem;
import run.wasmcloud.model.wire.SuspensionRequest;

/** Who may call one function. Every method throws {@link ClientException}. */
public final class FunctionAccess {
    private final Transport transport;
    private final FunctionName function;

    FunctionAccess(Transport transport, FunctionName function) {
        this.transport = transport;
        this.function = function;
    }

    /** Signs an address: whoever has it may call the function, though it is private. */
    public SignedUrlItem sign(SignedUrlRequest request) {
        return transport.post(route("signed-urls"), request, SignedUrlItem.class);
    }

    /** Makes all addresses invalid that were signed before. */
    public void revokeSignedUrls() {
        transport.delete(route("signed-urls"));
    }

    /** Suspends the function, whoever owns it; for admins. */
    public SuspensionItem suspend(SuspensionRequest request) {
        return transport.post(route("suspension"), request, SuspensionItem.class);
    }

    /** Lets the suspended function answer again; for admins. */
    public void lift() {
        transport.delete(route("suspension"));
    }

    private Route route(String part) {
        return Route.of("functions", function.value(), part);
    }
}
