package run.wasmcloud.panel.functions;

import run.wasmcloud.model.ModuleReport;
import run.wasmcloud.panel.web.Form;

/**
 * What the platform can tell of a module before it is deployed.
 *
 * @param function its name; empty for one that is to be made
 * @param fileName what the browser calls the module
 */
public record ReportPage(Form form, String function, String fileName, ModuleReport report) {
    /** Returns the path that the page's forms are below. */
    public String path() {
        return function.isEmpty() ? "/functions/new" : "/functions/" + function + "/deploy";
    }

    /** Tells whether the function is still to be made. */
    public boolean isNew() {
        return function.isEmpty();
    }

    /** Returns how many imports no host function serves. */
    public long unsatisfied() {
        return report.imports().stream().filter(each -> each.satisfiedBy().isEmpty()).count();
    }
}
