package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.ConfigItem;
import run.wasmcloud.model.wire.ConfigRequest;
import run.wasmcloud.model.wire.DeploymentItem;

/** The configuration variables of one function. Every method throws {@link ClientException}. */
public final class FunctionConfig {
    private final Transport transport;
    private final FunctionName function;

    FunctionConfig(Transport transport, FunctionName function) {
        this.transport = transport;
        this.function = function;
    }

    /**
     * Returns the variables of a deployment.
     *
     * @param deployment its number, null for the active one
     */
    public ConfigItem get(@Nullable Integer deployment) {
        return transport.get(route().with("deployment", deployment), ConfigItem.class);
    }

    /**
     * Deploys the active deployment's module with other variables, in place of all it has.
     *
     * @param message what to remember of this version, null for nothing
     * @param activate whether the function's address leads to it at once
     */
    public DeploymentItem put(ConfigRequest request, @Nullable String message, boolean activate) {
        return transport.put(
                route().with("message", message).with("activate", activate),
                request,
                DeploymentItem.class);
    }

    private Route route() {
        return Route.of("functions", function.value(), "config");
    }
}
