package run.wasmcloud.panel.signin;

import static run.wasmcloud.panel.web.Endpoint.open;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

/** A new password for who has forgotten the old one. */
public final class PasswordPages {
    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/password-reset", open(visit -> SignUpPages.form("sign-in/reset", visit)));
        routes.post("/password-reset", open(this::ask));
        routes.get("/new-password", open(visit -> SignUpPages.form("sign-in/new-password", visit)));
        routes.post("/new-password", open(this::set));
    }

    private Reply ask(Visit visit) {
        var form = visit.form();
        try {
            visit.visitor().accounts().askForPasswordReset(form.text("email"));
            return Reply.page("sign-in/reset-asked", new AccountFormPage(form, ""));
        } catch (ProblemException e) {
            return Reply.invalid("sign-in/reset", new AccountFormPage(Refusal.on(form, e), ""));
        }
    }

    private Reply set(Visit visit) {
        var form = visit.form();
        try {
            visit.visitor().accounts().resetPassword(form.text("token"), form.exact("password"));
            return Reply.to("/sign-in").saying("Your new password holds. Sign in with it.");
        } catch (ProblemException e) {
            return Reply.invalid(
                    "sign-in/new-password",
                    new AccountFormPage(
                            Refusal.on(form, e).without("password"), form.text("token")));
        }
    }
}
