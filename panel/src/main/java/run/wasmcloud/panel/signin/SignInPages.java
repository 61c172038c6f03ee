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
import java.time.Duration;

/** Signing in, with a password or through a provider, and out. */
public final class SignInPages {
    private static final String HOME = "/functions";
    private static final String TEMPLATE = "sign-in/sign-in";
    private static final String RETURN = "/sign-in/return";
    private static final String UNDER_WAY = "wasmcloud-sign-in";
    private static final Duration AT_THE_PROVIDER = Duration.ofMinutes(15);

    private final URI address;

    /** Makes the pages of a panel at an address. */
    public SignInPages(URI address) {
        this.address = address;
    }

    /**
     * Returns where a sign-in through a provider leads back to: the API has to allow it.
     *
     * @param panel the panel's address
     */
    public static URI comesBackTo(URI panel) {
        return panel.resolve(RETURN);
    }

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/sign-in", open(this::form));
        routes.post("/sign-in", open(this::signIn));
        routes.get("/sign-in/with/{provider}", open(this::leadToProvider));
        routes.get(RETURN, open(this::comeBack));
        routes.post("/sign-out", signedIn(this::signOut));
    }

    private Reply form(Visit visit) {
        return Reply.page(TEMPLATE, page(visit, Form.empty(), visit.query("next").orElse("")));
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
            return Reply.invalid(TEMPLATE, page(visit, Refusal.on(form, e), form.text("next")));
        }
    }

    private static Reply signedInAs(Visit visit, TokenCreated created, String next) {
        var user = visit.client(new AccessToken(created.token())).whoami();
        visit.signIn(created, user);
        return Reply.to(Visit.ownPath(next, HOME));
    }

    private Reply leadToProvider(Visit visit) {
        var begun = ProviderSignIn.begin(Visit.ownPath(visit.query("next").orElse(""), HOME));
        visit.keep(UNDER_WAY, begun.text(), AT_THE_PROVIDER);
        var there =
                visit.visitor()
                        .sessions()
                        .address(visit.path("provider"), comesBackTo(address), begun.challenge());
        return Reply.to(there.toString());
    }

    private Reply comeBack(Visit visit) {
        var begun = visit.take(UNDER_WAY).flatMap(ProviderSignIn::parse);
        var code = visit.query("code");
        if (begun.isEmpty() || code.isEmpty()) {
            var why =
                    visit.query("error_description")
                            .orElse(
                                    "This sign-in was begun elsewhere, or too long ago. Try"
                                            + " again.");
            return Reply.invalid(TEMPLATE, page(visit, Form.empty().with(why), ""));
        }
        try {
            var created = visit.visitor().sessions().redeem(code.get(), begun.get().verifier());
            return signedInAs(visit, created, begun.get().next());
        } catch (ProblemException e) {
            return Reply.invalid(
                    TEMPLATE, page(visit, Refusal.on(Form.empty(), e), begun.get().next()));
        }
    }

    private Reply signOut(Member member, Visit visit) {
        member.client().sessions().deleteCurrent();
        visit.signOut();
        return Reply.to("/").saying("You are signed out.");
    }
}
