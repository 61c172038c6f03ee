package run.wasmcloud.panel.admin;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.wire.UserItem;
import run.wasmcloud.model.wire.UserPatch;
import run.wasmcloud.panel.web.Choices;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.RefusedException;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

import java.util.Map;

/** Accounts, for administrators, each by its address. */
public final class UserPages {
    private static final int MOST = 200;
    private static final String TEMPLATE = "admin/user";

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/admin", signedIn((_, _) -> Reply.to("/admin/users")));
        routes.get("/admin/users", signedIn(this::list));
        routes.get("/admin/users/{email}", signedIn(this::show));
        routes.post("/admin/users/{email}", signedIn(this::change));
        routes.post("/admin/users/{email}/password-reset", signedIn(this::resetPassword));
    }

    private Reply list(Member member, Visit visit) {
        var search = visit.query("search").orElse("");
        var found = member.client().users().list(search).stream().limit(MOST + 1).toList();
        var shown = found.subList(0, Math.min(MOST, found.size()));
        var form = Form.of(Map.of("search", search));
        return Reply.page("admin/users", new UsersPage(shown, form, found.size() > MOST));
    }

    private Reply show(Member member, Visit visit) {
        return Reply.page(TEMPLATE, new UserPage(user(member, visit), Form.empty(), null));
    }

    private static UserItem user(Member member, Visit visit) {
        var email = visit.path("email");
        return member.client().users().list(email).stream()
                .filter(user -> user.email().equals(email))
                .findFirst()
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        ErrorCode.NOT_FOUND, "No account has this address."));
    }

    private Reply change(Member member, Visit visit) {
        var form = visit.form();
        var before = user(member, visit);
        var reason = form.text("reason");
        var patch =
                new UserPatch(
                        Choices.of(UserState.class, form.text("state"), before.state()),
                        Choices.of(Plan.class, form.text("plan"), before.plan()),
                        Choices.of(Role.class, form.text("role"), before.role()),
                        reason.isEmpty() ? null : reason);
        try {
            var user = member.client().users().change(before.id(), patch);
            return Reply.to("/admin/users").saying(user.email() + " is changed.");
        } catch (ProblemException e) {
            return Reply.invalid(TEMPLATE, new UserPage(before, form.with(e), null));
        }
    }

    private Reply resetPassword(Member member, Visit visit) {
        var user = user(member, visit);
        var reset = member.client().accounts().createPasswordReset(user.id());
        return Reply.page(TEMPLATE, new UserPage(user, Form.empty(), reset));
    }
}
