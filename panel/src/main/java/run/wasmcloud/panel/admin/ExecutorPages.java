package run.wasmcloud.panel.admin;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

/** The executors and what they are doing. */
public final class ExecutorPages {
    private static final int MOST = 500;

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/admin/executors", signedIn(this::list));
    }

    private Reply list(Member member, Visit visit) {
        var executors = member.client().executors().stream().limit(MOST).toList();
        return Reply.page("admin/executors", new ExecutorsPage(executors));
    }
}
