package run.wasmcloud.client;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.DomainItem;
import run.wasmcloud.model.wire.DomainRequest;

/** The own host names of one function. Every method throws {@link ClientException}. */
public final class Domains {
    private final Transport transport;
    private final FunctionName function;

    Domains(Transport transport, FunctionName function) {
        this.transport = transport;
        this.function = function;
    }

    /** Claims a host name, or looks again whether its DNS proves the claim. */
    public DomainItem add(String host) {
        return transport.post(route(), new DomainRequest(host), DomainItem.class);
    }

    /** Lists the host names. */
    public Listing<DomainItem> list() {
        return new Listing<>(
                cursor -> transport.page(route().with("cursor", cursor), DomainItem.class));
    }

    /** Removes a host name: it leads nowhere from now on. */
    public void remove(String host) {
        transport.delete(route().below(host));
    }

    private Route route() {
        return Route.of("functions", function.value(), "domains");
    }
}
