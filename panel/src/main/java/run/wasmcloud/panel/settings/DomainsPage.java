package run.wasmcloud.panel.settings;

import run.wasmcloud.model.wire.DomainItem;
import run.wasmcloud.panel.function.FunctionHead;
import run.wasmcloud.panel.web.Form;

import java.util.List;

/** A function's own host names. */
public record DomainsPage(FunctionHead head, List<DomainItem> domains, Form form) {
    public DomainsPage {
        domains = List.copyOf(domains);
    }
}
