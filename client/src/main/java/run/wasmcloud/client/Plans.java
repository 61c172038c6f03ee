package run.wasmcloud.client;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.wire.PlanItem;
import run.wasmcloud.model.wire.PlanRequest;

/** What the users of each plan may use; for admins. Every method throws {@link ClientException}. */
public final class Plans {
    private final Transport transport;

    Plans(Transport transport) {
        this.transport = transport;
    }

    /** Lists the plans, the smallest first. */
    public Listing<PlanItem> list() {
        return new Listing<>(
                cursor -> transport.page(Route.of("plans").with("cursor", cursor), PlanItem.class));
    }

    /** Returns a plan. */
    public PlanItem get(Plan name) {
        return transport.get(route(name), PlanItem.class);
    }

    /** Changes what a plan's users may use, from their next request on. */
    public PlanItem put(Plan name, PlanRequest request) {
        return transport.put(route(name), request, PlanItem.class);
    }

    private static Route route(Plan name) {
        return Route.of("plans", WireJson.word(name));
    }
}
