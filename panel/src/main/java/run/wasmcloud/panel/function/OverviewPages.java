package run.wasmcloud.panel.function;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

import java.time.InstantSource;

/** The overview of a function. */
public final class OverviewPages {
    private final InstantSource clock;

    /** Makes the pages. */
    public OverviewPages(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/functions/{name}", signedIn(this::overview));
    }

    private Reply overview(Member member, Visit visit) {
        var head = FunctionHead.of(member, visit, "");
        var window = Window.of(visit.query("window").orElse(""));
        var now = clock.instant();
        var report =
                member.client()
                        .functions()
                        .exports(FunctionHead.name(visit))
                        .metrics(now.minus(window.time()), now, window.step());
        return Reply.page(
                "function/overview", new OverviewPage(head, window, new RunCharts(report)));
    }
}
