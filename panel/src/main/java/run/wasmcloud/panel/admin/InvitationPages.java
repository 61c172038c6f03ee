package run.wasmcloud.panel.admin;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.model.wire.InvitationCreated;
import run.wasmcloud.model.wire.InvitationRequest;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

/** Invitations to sign up. */
public final class InvitationPages {
    private static final String TEMPLATE = "admin/invitations";
    private static final int MOST = 200;

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get(
                "/admin/invitations",
                signedIn((member, _) -> Reply.page(TEMPLATE, page(member, null, Form.empty()))));
        routes.post("/admin/invitations", signedIn(this::create));
        routes.post("/admin/invitations/{id}/delete", signedIn(this::delete));
    }

    private static InvitationsPage page(
            Member member, @Nullable InvitationCreated created, Form form) {
        var invitations = member.client().invitations().list().stream().limit(MOST).toList();
        return new InvitationsPage(invitations, created, form);
    }

    private Reply create(Member member, Visit visit) {
        var form = visit.form();
        var email = form.text("email");
        try {
            var request = new InvitationRequest(email.isEmpty() ? null : email, null);
            var created = member.client().invitations().create(request);
            return Reply.page(TEMPLATE, page(member, created, Form.empty()));
        } catch (ProblemException e) {
            return Reply.invalid(TEMPLATE, page(member, null, form.with(e)));
        }
    }

    private Reply delete(Member member, Visit visit) {
        member.client().invitations().delete(visit.id("id"));
        return Reply.to("/admin/invitations").saying("The invitation is withdrawn.");
    }
}
