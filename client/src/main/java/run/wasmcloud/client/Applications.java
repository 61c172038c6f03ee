package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ApplicationState;
import run.wasmcloud.model.wire.ApplicationItem;
import run.wasmcloud.model.wire.ApplicationRequest;
import run.wasmcloud.model.wire.DecisionRequest;

import java.util.UUID;

/** Wishes for the plan {@code free}. Every method throws {@link ClientException}. */
public final class Applications {
    private final Transport transport;

    Applications(Transport transport) {
        this.transport = transport;
    }

    /** Applies. */
    public ApplicationItem create(ApplicationRequest request) {
        return transport.post(Route.of("applications"), request, ApplicationItem.class);
    }

    /**
     * Lists the user's own applications, or for admins everybody's, the newest first.
     *
     * @param state null for all
     */
    public Listing<ApplicationItem> list(@Nullable ApplicationState state) {
        var route =
                Route.of("applications").with("state", state == null ? null : WireJson.word(state));
        return new Listing<>(
                cursor -> transport.page(route.with("cursor", cursor), ApplicationItem.class));
    }

    /** Puts the applicant on the plan {@code free}; for admins. */
    public ApplicationItem approve(UUID id, DecisionRequest decision) {
        return transport.post(decisionOn(id, "approve"), decision, ApplicationItem.class);
    }

    /** Leaves the applicant on the plan {@code applicant}; for admins. */
    public ApplicationItem reject(UUID id, DecisionRequest decision) {
        return transport.post(decisionOn(id, "reject"), decision, ApplicationItem.class);
    }

    private static Route decisionOn(UUID id, String decision) {
        return Route.of("applications", id.toString(), decision);
    }
}
