package run.wasmcloud.panel.settings;

import run.wasmcloud.model.wire.SecretItem;
import run.wasmcloud.panel.function.FunctionHead;
import run.wasmcloud.panel.web.Form;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a function finds in its environment.
 *
 * @param variables of the active version, by name
 * @param form the one that could not be taken; a secret's value is never in it
 */
public record EnvironmentPage(
        FunctionHead head, Map<String, String> variables, List<SecretItem> secrets, Form form) {
    public EnvironmentPage {
        variables = new TreeMap<>(variables);
        secrets = List.copyOf(secrets);
    }

    /** Tells whether there is a version whose variables can be set. */
    public boolean hasVersion() {
        return head.function().activeDeployment() != null;
    }
}
