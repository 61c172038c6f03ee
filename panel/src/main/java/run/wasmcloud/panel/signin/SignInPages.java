package run.wasmcloud.panel.signin;

import static run.wasmcloud.panel.web.Endpoint.open;
import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.client.AccessToken;
import run.wasmcloud.client.ProblemException;
import run.wasmcloud.model.wire.TokenCreated;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

import java.net.URI;

/** Signing in and out. */
public final class SignInPages {
    private static final String HOME = "/functions";

    /** Makes the pages of a panel at an address. */
    public SignInPages(URI address) {}

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/sign-in", open(this::form));
        routes.post("/sign-in", open(this::signIn));
        routes.post("/sign-out", signedIn(this::signOut));
    }

    private Reply form(Visit visit) {
        return Reply.page(
                "sign-in/sign-in", page(visit, Form.empty(), visit.query("next").orElse("")));
    }

    private static SignInPage page(Visit visit, Form form, String next) {
        var providers = visit.visitor().sessions().providers().stream().toList();
        return new SignInPage(form.without("password"), providers, Visit.ownPath(next, HOME));
    }

    private Reply signIn(Visit visit) {
        var form = visit.form();
        try {
            var created =
                    visit.visitor().sessions().create(form.text("email"), form.exact("password"));
            return signedInAs(visit, created, form.text("next"));
        } catch (ProblemException e) {
            if (e.status() >= 500) {
                throw e;
            }
            return Reply.invalid("sign-in/sign-in", page(visit, form.with(e), form.text("next")));
        }
    }

    private static Reply signedInAs(Visit visit, TokenCreated created, String next) {
        var user = visit.client(new AccessToken(created.token())).whoami();
        visit.signIn(created, user);
        return Reply.to(Visit.ownPath(next, HOME));
    }

    private Reply signOut(Member member, Visit visit) {
        member.client().sessions().deleteCurrent();
        visit.signOut();
        return Reply.to("/").saying("You are signed out.");
    }
}
