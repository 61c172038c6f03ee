package run.wasmcloud.executor;

import run.wasmcloud.cgi.CgiProgram;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.olin.OlinGrant;
import run.wasmcloud.olin.policy.InvalidPolicyException;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.runtime.Grants;
import run.wasmcloud.store.ActiveDeployment;
import run.wasmcloud.store.SecretValues;
import run.wasmcloud.store.Secrets;

import java.util.Map;
import java.util.TreeMap;

/** Prepares what all requests to a deployment have in common. Thread-safe. */
record RouteMaker(ExecutorSettings settings, ExecutorId executor, Secrets secrets) {
    /**
     * Prepares a deployment.
     *
     * @throws WasmcloudException {@code INTERNAL} when its policy or its function's secrets cannot
     *     be read
     */
    Route route(ActiveDeployment deployment) {
        var values = secrets.values(deployment.function());
        return new Route(deployment, values, program(deployment, values), grants(deployment));
    }

    private CgiProgram program(ActiveDeployment deployment, SecretValues values) {
        return new CgiProgram(
                deployment.name(),
                "wasmcloud/" + settings.version(),
                executor,
                variables(deployment, values));
    }

    /** A secret hides the configuration variable of its name: setting it is enough. */
    private static Map<String, String> variables(ActiveDeployment deployment, SecretValues values) {
        var variables = new TreeMap<>(deployment.settings().config());
        variables.putAll(values.byName());
        return variables;
    }

    private Grants grants(ActiveDeployment deployment) {
        return Grants.none()
                .with(
                        OlinGrant.class,
                        new OlinGrant(
                                deployment.name().value(),
                                deployment.owner().toString(),
                                policy(deployment)));
    }

    /** A policy was checked before it was stored: one that is not valid allows nothing at all. */
    private Policy policy(ActiveDeployment deployment) {
        var text = deployment.policy();
        if (text == null) {
            return settings.policy();
        }
        try {
            return Policy.parse(text);
        } catch (InvalidPolicyException e) {
            throw new WasmcloudException(
                    ErrorCode.INTERNAL, "The function's policy cannot be read", e);
        }
    }
}
