package run.wasmcloud.panel.account;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.model.wire.PasswordChangeRequest;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

/** The account itself: its usage, its password, its end. */
public final class AccountPages {
    private static final String TEMPLATE = "account/account";

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/account", signedIn((member, _) -> Reply.page(TEMPLATE, page(member))));
        routes.post("/account/password", signedIn(this::changePassword));
        routes.post("/account/verification", signedIn(this::askForVerification));
        routes.post("/account/delete", signedIn(this::delete));
    }

    private static AccountPage page(Member member) {
        return page(member, Form.empty());
    }

    private static AccountPage page(Member member, Form form) {
        var client = member.client();
        var shown = form.without("currentPassword", "newPassword", "password");
        return AccountPage.of(client.whoami(), client.usage("function", null, null), shown);
    }

    private Reply changePassword(Member member, Visit visit) {
        var form = visit.form();
        try {
            member.client()
                    .accounts()
                    .changePassword(
                            new PasswordChangeRequest(
                                    form.exact("currentPassword"), form.exact("newPassword")));
            return Reply.to("/account").saying("The password is changed.");
        } catch (ProblemException e) {
            return Reply.invalid(TEMPLATE, page(member, form.with(e)));
        }
    }

    private Reply askForVerification(Member member, Visit visit) {
        member.client().accounts().askForVerification();
        return Reply.to("/account").saying("A mail with a link is on its way.");
    }

    private Reply delete(Member member, Visit visit) {
        var form = visit.form();
        try {
            var password = form.exact("password");
            member.client().accounts().delete(password.isEmpty() ? null : password);
            visit.signOut();
            return Reply.to("/").saying("Your account and all that was yours are deleted.");
        } catch (ProblemException e) {
            return Reply.invalid(TEMPLATE, page(member, form.with(e)));
        }
    }
}
