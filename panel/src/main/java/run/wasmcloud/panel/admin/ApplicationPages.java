package run.wasmcloud.panel.admin;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.model.ApplicationState;
import run.wasmcloud.model.wire.DecisionRequest;
import run.wasmcloud.panel.web.Choices;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

/** Applications for a plan, to be decided. */
public final class ApplicationPages {
    private static final int MOST = 200;

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/admin/applications", signedIn(this::list));
        routes.post("/admin/applications/{id}", signedIn(this::decide));
    }

    private Reply list(Member member, Visit visit) {
        var wanted = visit.query("state").orElse("");
        var state = Choices.of(ApplicationState.class, wanted, ApplicationState.OPEN);
        var found = member.client().applications().list(state).stream().limit(MOST).toList();
        return Reply.page("admin/applications", new ApplicationsPage(state, found));
    }

    private Reply decide(Member member, Visit visit) {
        var form = visit.form();
        var note = form.text("note");
        var decision = new DecisionRequest(note.isEmpty() ? null : note);
        var applications = member.client().applications();
        var id = visit.id("id");
        var decided =
                form.text("decision").equals("approve")
                        ? applications.approve(id, decision)
                        : applications.reject(id, decision);
        return Reply.to("/admin/applications")
                .saying("%s: %s.".formatted(decided.email(), Choices.word(decided.state())));
    }
}
