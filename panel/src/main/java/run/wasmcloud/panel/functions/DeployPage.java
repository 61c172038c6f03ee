package run.wasmcloud.panel.functions;

import run.wasmcloud.model.wire.ExampleItem;
import run.wasmcloud.panel.web.Form;

import java.util.List;

/**
 * Where the first or next version of a function comes from.
 *
 * @param function its name; empty for one that is to be made
 */
public record DeployPage(
        Form form, String function, List<ExampleItem> examples, boolean ownModules) {
    public DeployPage {
        examples = List.copyOf(examples);
    }

    /** Returns the path that the page's forms are below. */
    public String path() {
        return function.isEmpty() ? "/functions/new" : "/functions/" + function + "/deploy";
    }

    /** Tells whether the function is still to be made. */
    public boolean isNew() {
        return function.isEmpty();
    }
}
