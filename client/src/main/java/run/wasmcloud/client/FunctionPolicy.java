package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.DeploymentItem;
import run.wasmcloud.model.wire.PolicyCheckItem;
import run.wasmcloud.model.wire.PolicyCheckRequest;
import run.wasmcloud.model.wire.PolicyItem;
import run.wasmcloud.model.wire.PolicyRequest;

/** What one function may open, and how much it may use. Throws {@link ClientException}. */
public final class FunctionPolicy {
    private final Transport transport;
    private final FunctionName function;

    FunctionPolicy(Transport transport, FunctionName function) {
        this.transport = transport;
        this.function = function;
    }

    /**
     * Returns the policy that holds for a deployment.
     *
     * @param deployment its number, null for the active one
     */
    public PolicyItem get(@Nullable Integer deployment) {
        return transport.get(route().with("deployment", deployment), PolicyItem.class);
    }

    /**
     * Deploys the active deployment's module under another policy.
     *
     * @param message what to remember of this version, null for nothing
     * @param activate whether the function's address leads to it at once
     */
    public DeploymentItem put(PolicyRequest request, @Nullable String message, boolean activate) {
        return put(request, message, activate, null);
    }

    /**
     * Does the same if the active deployment is still the one that was seen.
     *
     * @param seen its number; null for any
     */
    public DeploymentItem put(
            PolicyRequest request,
            @Nullable String message,
            boolean activate,
            @Nullable Integer seen) {
        return transport.put(
                route().with("message", message).with("activate", activate),
                request,
                seen,
                DeploymentItem.class);
    }

    /** Asks whether a URL may be opened. */
    public PolicyCheckItem check(PolicyCheckRequest request) {
        return transport.post(route().below("check"), request, PolicyCheckItem.class);
    }

    private Route route() {
        return Route.of("functions", function.value(), "policy");
    }
}
