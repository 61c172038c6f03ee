package run.wasmcloud.client;

import run.wasmcloud.model.wire.InvitationCreated;
import run.wasmcloud.model.wire.InvitationItem;
import run.wasmcloud.model.wire.InvitationRequest;

import java.util.UUID;

/**
 * Whom administrators let sign up; for administrators. Every method throws {@link ClientException}.
 */
public final class Invitations {
    private final Transport transport;

    Invitations(Transport transport) {
        this.transport = transport;
    }

    /** Makes an invitation; its token is shown this once. */
    public InvitationCreated create(InvitationRequest request) {
        return transport.post(Route.of("invitations"), request, InvitationCreated.class);
    }

    /** Lists the invitations, the newest first. */
    public Listing<InvitationItem> list() {
        return new Listing<>(
                cursor ->
                        transport.page(
                                Route.of("invitations").with("cursor", cursor),
                                InvitationItem.class));
    }

    /** Takes an invitation back that nobody has used. */
    public void delete(UUID id) {
        transport.delete(Route.of("invitations", id.toString()));
    }
}
