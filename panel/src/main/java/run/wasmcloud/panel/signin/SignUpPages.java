package run.wasmcloud.panel.signin;

import static run.wasmcloud.panel.web.Endpoint.open;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.model.wire.SignUpRequest;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

/** Making an account, and confirming its address. */
public final class SignUpPages {
    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/sign-up", open(visit -> form("sign-in/sign-up", visit)));
        routes.post("/sign-up", open(this::signUp));
        routes.get("/confirm", open(visit -> form("sign-in/confirm", visit)));
        routes.post("/confirm", open(this::confirm));
    }

    static Reply form(String template, Visit visit) {
        return Reply.page(
                template, new AccountFormPage(Form.empty(), visit.query("token").orElse("")));
    }

    private Reply signUp(Visit visit) {
        var form = visit.form();
        var invitation = form.text("invitation");
        try {
            visit.visitor()
                    .accounts()
                    .signUp(
                            new SignUpRequest(
                                    form.text("email"),
                                    form.exact("password"),
                                    invitation.isEmpty() ? null : invitation));
            return Reply.page("sign-in/signed-up", new AccountFormPage(form, ""));
        } catch (ProblemException e) {
            return Reply.invalid(
                    "sign-in/sign-up",
                    new AccountFormPage(Refusal.on(form, e).without("password"), invitation));
        }
    }

    private Reply confirm(Visit visit) {
        var form = visit.form();
        var password = form.exact("password");
        try {
            visit.visitor()
                    .accounts()
                    .confirm(form.text("token"), password.isEmpty() ? null : password);
            return Reply.to("/sign-in").saying("Your address is confirmed. You can sign in now.");
        } catch (ProblemException e) {
            return Reply.invalid(
                    "sign-in/confirm",
                    new AccountFormPage(
                            Refusal.on(form, e).without("password"), form.text("token")));
        }
    }
}
