package run.wasmcloud.panel.settings;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.model.wire.PolicyCheckItem;
import run.wasmcloud.model.wire.PolicyCheckRequest;
import run.wasmcloud.model.wire.PolicyRequest;
import run.wasmcloud.panel.function.FunctionHead;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

import java.util.Map;

/** The editor of a function's policy, with a box to try a URL. */
public final class PolicyPages {
    private static final String TEMPLATE = "settings/policy";
    private static final String TAB = "policy";

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/functions/{name}/policy", signedIn(this::show));
        routes.post("/functions/{name}/policy", signedIn(this::take));
    }

    private Reply show(Member member, Visit visit) {
        var policy = member.client().functions().policy(FunctionHead.name(visit)).get(null);
        var form = Form.of(Map.of("text", policy.text()));
        return Reply.page(TEMPLATE, page(member, visit, form, null));
    }

    private static PolicyPage page(
            Member member, Visit visit, Form form, @Nullable PolicyCheckItem tried) {
        var policy = member.client().functions().policy(FunctionHead.name(visit)).get(null);
        return new PolicyPage(FunctionHead.of(member, visit, TAB), policy, form, tried);
    }

    /** One form with two buttons, so that the text that is tried is the one in the editor. */
    private Reply take(Member member, Visit visit) {
        var form = visit.form();
        try {
            return form.text("do").equals("try")
                    ? tried(member, visit, form)
                    : set(member, visit, form);
        } catch (ProblemException e) {
            return Reply.invalid(TEMPLATE, page(member, visit, form.with(e), null));
        }
    }

    private static Reply tried(Member member, Visit visit, Form form) {
        var policy = member.client().functions().policy(FunctionHead.name(visit));
        var answer = policy.check(new PolicyCheckRequest(form.text("url"), text(form)));
        return Reply.page(TEMPLATE, page(member, visit, form, answer));
    }

    /** Browsers send line ends as CRLF. */
    private static String text(Form form) {
        return form.exact("text").replace("\r\n", "\n");
    }

    private static Reply set(Member member, Visit visit, Form form) {
        var name = FunctionHead.name(visit);
        var message = form.text("message");
        var version =
                member.client()
                        .functions()
                        .policy(name)
                        .put(
                                new PolicyRequest(text(form)),
                                message.isEmpty() ? null : message,
                                true);
        return Reply.to("/functions/%s/policy".formatted(name.value()))
                .saying("The policy holds from version %d on.".formatted(version.number()));
    }
}
