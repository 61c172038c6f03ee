package run.wasmcloud.panel.account;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.wire.FunctionItem;
import run.wasmcloud.model.wire.TokenCreated;
import run.wasmcloud.model.wire.TokenRequest;
import run.wasmcloud.panel.web.Choices;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A user's tokens. */
public final class TokenPages {
    private static final String TEMPLATE = "account/tokens";
    private static final int MOST = 200;
    private static final int MOST_DAYS = 3_650;

    private final InstantSource clock;

    /** Makes the pages. */
    public TokenPages(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get(
                "/account/tokens",
                signedIn((member, _) -> Reply.page(TEMPLATE, page(member, null, Form.empty()))));
        routes.post("/account/tokens", signedIn(this::create));
        routes.post("/account/tokens/{id}/revoke", signedIn(this::revoke));
    }

    private static TokensPage page(Member member, @Nullable TokenCreated created, Form form) {
        var client = member.client();
        return new TokensPage(
                client.tokens().list().stream().limit(MOST).toList(),
                client.functions().list().stream().limit(MOST).map(FunctionItem::name).toList(),
                created,
                form);
    }

    /** The answer is the page itself: a token is shown once, so no other address can show it. */
    private Reply create(Member member, Visit visit) {
        var form = visit.form();
        try {
            var created = member.client().tokens().create(request(form));
            return Reply.page(TEMPLATE, page(member, created, Form.empty()));
        } catch (ProblemException e) {
            return Reply.invalid(TEMPLATE, page(member, null, form.with(e)));
        }
    }

    private TokenRequest request(Form form) {
        var function = form.text("function");
        return new TokenRequest(
                form.text("name"),
                Choices.of(TokenScope.class, form.text("scope"), TokenScope.READ),
                expiry(form.text("days")),
                function.isEmpty() ? null : function);
    }

    private @Nullable Instant expiry(String days) {
        return days.matches("[1-9][0-9]{0,3}")
                ? clock.instant().plus(Duration.ofDays(Math.min(MOST_DAYS, Integer.parseInt(days))))
                : null;
    }

    private Reply revoke(Member member, Visit visit) {
        member.client().tokens().revoke(visit.id("id"));
        return Reply.to("/account/tokens").saying("The token is revoked.");
    }
}
