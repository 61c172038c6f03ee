package run.wasmcloud.panel.function;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.client.LogFilter;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

import java.time.Duration;

/** The log of a function, as it is and as it comes. */
public final class LogPages {
    private static final Duration BEAT = Duration.ofSeconds(15);
    private static final int LINES_BEFORE = 50;

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/functions/{name}/logs", signedIn(this::list))
                .get("/functions/{name}/logs/live", signedIn(this::live));
    }

    private Reply list(Member member, Visit visit) {
        var head = FunctionHead.of(member, visit, "logs");
        var asked = LogForm.of(visit);
        var page =
                member.client()
                        .functions()
                        .logs(FunctionHead.name(visit))
                        .list(asked.filter())
                        .page(visit.query("cursor").orElse(null));
        var older =
                page.next() == null
                        ? ""
                        : asked.query().with("cursor", page.next()).on(head.address("logs"));
        return Reply.page(
                "function/logs",
                new LogPage(
                        head,
                        asked.form(),
                        page.items(),
                        older,
                        asked.query().on(head.address("logs/live"))));
    }

    /** The last lines, and those that come: the page shows them in place of what it has. */
    private Reply live(Member member, Visit visit) {
        var asked = LogForm.of(visit).filter();
        var filter =
                new LogFilter(
                        null,
                        null,
                        asked.level(),
                        asked.invocation(),
                        asked.search(),
                        LINES_BEFORE);
        var lines = member.client().functions().logs(FunctionHead.name(visit)).follow(filter);
        return new Reply.Stream(
                "text/event-stream", "", new LogRelay(LogRelay.Lines.of(lines), BEAT));
    }
}
