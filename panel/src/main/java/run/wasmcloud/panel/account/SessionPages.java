package run.wasmcloud.panel.account;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

/** Where a user is signed in. */
public final class SessionPages {
    private static final int MOST = 200;

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/account/sessions", signedIn(this::list));
        routes.post("/account/sessions/{id}/end", signedIn(this::end));
    }

    private Reply list(Member member, Visit visit) {
        var sessions = member.client().sessions().list().stream().limit(MOST).toList();
        return Reply.page("account/sessions", new SessionsPage(sessions));
    }

    private Reply end(Member member, Visit visit) {
        member.client().sessions().delete(visit.id("id"));
        return Reply.to("/account/sessions").saying("That session is signed out.");
    }
}
