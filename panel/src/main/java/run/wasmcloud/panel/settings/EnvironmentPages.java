package run.wasmcloud.panel.settings;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.panel.function.FunctionHead;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

import java.util.Map;

/** A function's configuration and its secrets. */
public final class EnvironmentPages {
    private static final String TEMPLATE = "settings/environment";
    private static final String TAB = "environment";
    private static final int MOST = 500;

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/functions/{name}/environment", signedIn(this::show));
        routes.post("/functions/{name}/environment/config", signedIn(this::setVariable));
        routes.post("/functions/{name}/environment/config/{key}/unset", signedIn(this::unset));
        routes.post("/functions/{name}/environment/secrets", signedIn(this::setSecret));
        routes.post("/functions/{name}/environment/secrets/{key}/delete", signedIn(this::delete));
    }

    private Reply show(Member member, Visit visit) {
        return Reply.page(TEMPLATE, page(member, visit, Form.empty()));
    }

    private static EnvironmentPage page(Member member, Visit visit, Form form) {
        var head = FunctionHead.of(member, visit, TAB);
        var functions = member.client().functions();
        var name = FunctionHead.name(visit);
        Map<String, String> variables =
                head.function().activeDeployment() == null
                        ? Map.of()
                        : functions.config(name).get(null).variables();
        var secrets = functions.secrets(name).list().stream().limit(MOST).toList();
        return new EnvironmentPage(head, variables, secrets, form.without("secret"));
    }

    private Reply setVariable(Member member, Visit visit) {
        var form = visit.form();
        if (!VariableName.isValid(form.text("key"))) {
            return invalidName(member, visit, form, "key");
        }
        try {
            var key = new VariableName(form.text("key"));
            var config = member.client().functions().config(FunctionHead.name(visit));
            var version = config.put(key, form.exact("value"));
            return back(visit).saying("%s is set in version %d.".formatted(key, version.number()));
        } catch (ProblemException e) {
            return Reply.invalid(TEMPLATE, page(member, visit, form.with(e)));
        }
    }

    private static Reply invalidName(Member member, Visit visit, Form form, String field) {
        var wrong =
                form.with(
                        field,
                        "must be letters, digits and _, beginning with none of HTTP_ and WASMCLOUD_"
                                + " and none of CGI's own names");
        return Reply.invalid(TEMPLATE, page(member, visit, wrong));
    }

    private static Reply.Redirect back(Visit visit) {
        return Reply.to("/functions/%s/environment".formatted(FunctionHead.name(visit).value()));
    }

    private Reply unset(Member member, Visit visit) {
        var key = key(visit);
        var config = member.client().functions().config(FunctionHead.name(visit));
        var version = config.delete(key);
        return back(visit).saying("%s is gone in version %d.".formatted(key, version.number()));
    }

    private static VariableName key(Visit visit) {
        return new VariableName(visit.path("key"));
    }

    private Reply setSecret(Member member, Visit visit) {
        var form = visit.form();
        if (!VariableName.isValid(form.text("secretName"))) {
            return invalidName(member, visit, form, "secretName");
        }
        try {
            var key = new VariableName(form.text("secretName"));
            var secrets = member.client().functions().secrets(FunctionHead.name(visit));
            secrets.put(key, form.exact("secret"));
            return back(visit).saying("%s is set; the next request sees it.".formatted(key));
        } catch (ProblemException e) {
            return Reply.invalid(TEMPLATE, page(member, visit, form.with(e)));
        }
    }

    private Reply delete(Member member, Visit visit) {
        var key = key(visit);
        member.client().functions().secrets(FunctionHead.name(visit)).delete(key);
        return back(visit).saying(key + " is deleted.");
    }
}
