package run.wasmcloud.panel.signin;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.wire.ApplicationItem;
import run.wasmcloud.model.wire.ApplicationRequest;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

/** Asking for the free tier, and what became of it. */
public final class ApplyPages {
    private static final String TEMPLATE = "sign-in/application";

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get(
                "/apply",
                signedIn((member, _) -> Reply.page(TEMPLATE, page(member, Form.empty()))));
        routes.post("/apply", signedIn(this::apply));
    }

    private static ApplicationPage page(Member member, Form form) {
        var user = member.client().whoami();
        var latest = member.client().applications().list(null).stream();
        return new ApplicationPage(
                form,
                WireJson.word(user.plan()),
                user.plan() == Plan.APPLICANT,
                latest.filter((ApplicationItem each) -> each.user().equals(user.id()))
                        .findFirst()
                        .orElse(null));
    }

    private Reply apply(Member member, Visit visit) {
        var form = visit.form();
        try {
            member.client().applications().create(new ApplicationRequest(form.text("reason")));
            return Reply.to("/apply").saying("Your application is sent.");
        } catch (ProblemException e) {
            return Reply.invalid(TEMPLATE, page(member, Refusal.on(form, e)));
        }
    }
}
