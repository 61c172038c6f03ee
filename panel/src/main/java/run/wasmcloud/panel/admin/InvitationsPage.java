package run.wasmcloud.panel.admin;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.InvitationCreated;
import run.wasmcloud.model.wire.InvitationItem;
import run.wasmcloud.panel.web.Form;

import java.util.List;

/**
 * Invitations to sign up.
 *
 * @param created the one that was made just now, whose link is shown this once; null for none
 */
public record InvitationsPage(
        List<InvitationItem> invitations, @Nullable InvitationCreated created, Form form) {
    public InvitationsPage {
        invitations = List.copyOf(invitations);
    }
}
