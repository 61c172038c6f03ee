package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.model.wire.ConfigItem;
import run.wasmcloud.model.wire.ConfigRequest;
import run.wasmcloud.model.wire.DeploymentItem;
import run.wasmcloud.model.wire.VariableRequest;

/**
 * The configuration variables of one function: each change makes a version and activates it. Throws
 * {@link ClientException}.
 */
public final class FunctionConfig {
    private final Transport transport;
    private final FunctionName function;

    FunctionConfig(Transport transport, FunctionName function) {
        this.transport = transport;
        this.function = function;
    }

    /**
     * Returns the variables of a version.
     *
     * @param deployment its number, null for the active one
     */
    public ConfigItem get(@Nullable Integer deployment) {
        return transport.get(route().with("deployment", deployment), ConfigItem.class);
    }

    /**
     * Deploys the active version with other variables.
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

    /** Deploys the active version with one variable set, and activates it. */
    public DeploymentItem put(VariableName name, String value) {
        return transport.put(
                route().below(name.value()), new VariableRequest(value), DeploymentItem.class);
    }

    /** Deploys the active version without one variable, and activates it. */
    public DeploymentItem delete(VariableName name) {
        return transport.delete(route().below(name.value()), DeploymentItem.class);
    }

    private Route route() {
        return Route.of("functions", function.value(), "config");
    }
}
