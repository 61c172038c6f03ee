package run.wasmcloud.panel.function;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.client.InvocationFilter;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.InvocationItem;
import run.wasmcloud.model.wire.QueuedInvocationItem;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.RefusedException;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

import java.util.UUID;

/** The invocations of a function. */
public final class InvocationPages {
    private static final int AT_ONCE = 25;

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/functions/{name}/invocations", signedIn(this::list))
                .get("/functions/{name}/invocations/{id}", signedIn(this::one));
    }

    private Reply list(Member member, Visit visit) {
        var head = FunctionHead.of(member, visit, "invocations");
        var outcome = visit.query("outcome").filter(OutcomeText.KINDS::contains).orElse("");
        var page =
                member.client()
                        .functions()
                        .invocations(FunctionHead.name(visit))
                        .list(new InvocationFilter(outcome.isEmpty() ? null : outcome, AT_ONCE))
                        .page(visit.query("cursor").orElse(null));
        var older =
                page.next() == null
                        ? ""
                        : new Query()
                                .with("outcome", outcome)
                                .with("cursor", page.next())
                                .on(head.address("invocations"));
        return Reply.page(
                "function/invocations", new InvocationsPage(head, outcome, page.items(), older));
    }

    private Reply one(Member member, Visit visit) {
        var head = FunctionHead.of(member, visit, "invocations");
        return switch (member.client().invocation(id(visit.path("id")))) {
            case InvocationItem item -> ran(member, head, item);
            case QueuedInvocationItem item -> queued(head, item);
        };
    }

    private static Reply ran(Member member, FunctionHead head, InvocationItem item) {
        requireOwn(head, item.function());
        var name = new FunctionName(item.function());
        var log = Receipts.log(member, name, item.id());
        return Reply.page(
                "function/invocation",
                new InvocationPage(
                        head, Receipts.view(member, name, item), log.lines(), log.more()));
    }

    private static Reply queued(FunctionHead head, QueuedInvocationItem item) {
        requireOwn(head, item.function());
        return Reply.page("function/queued", new QueuedPage(head, item));
    }

    private static void requireOwn(FunctionHead head, String function) {
        if (!head.name().equals(function)) {
            throw notThere();
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw notThere();
        }
    }

    private static RefusedException notThere() {
        return new RefusedException(
                ErrorCode.NOT_FOUND, "The function has no such invocation, or no longer.");
    }
}
