package run.wasmcloud.panel.settings;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.panel.function.FunctionHead;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

/** A function's own host names, and the DNS records that prove them. */
public final class DomainPages {
    private static final String TEMPLATE = "settings/domains";
    private static final String TAB = "domains";
    private static final int MOST = 200;

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/functions/{name}/domains", signedIn(this::show));
        routes.post("/functions/{name}/domains", signedIn(this::claim));
        routes.post("/functions/{name}/domains/{host}/remove", signedIn(this::remove));
    }

    private Reply show(Member member, Visit visit) {
        return Reply.page(TEMPLATE, page(member, visit, Form.empty()));
    }

    private static DomainsPage page(Member member, Visit visit, Form form) {
        var domains = member.client().functions().domains(FunctionHead.name(visit));
        return new DomainsPage(
                FunctionHead.of(member, visit, TAB),
                domains.list().stream().limit(MOST).toList(),
                form);
    }

    /** Claims a name, or looks again whether its DNS proves the claim. */
    private Reply claim(Member member, Visit visit) {
        var form = visit.form();
        try {
            var domains = member.client().functions().domains(FunctionHead.name(visit));
            var domain = domains.add(form.text("host"));
            return back(visit)
                    .saying(
                            domain.verified()
                                    ? domain.host() + " leads to this function."
                                    : "The record of " + domain.host() + " is not there yet.");
        } catch (ProblemException e) {
            return Reply.invalid(TEMPLATE, page(member, visit, form.with(e)));
        }
    }

    private static Reply.Redirect back(Visit visit) {
        return Reply.to("/functions/%s/domains".formatted(FunctionHead.name(visit).value()));
    }

    private Reply remove(Member member, Visit visit) {
        var host = visit.path("host");
        member.client().functions().domains(FunctionHead.name(visit)).remove(host);
        return back(visit).saying(host + " leads nowhere from now on.");
    }
}
