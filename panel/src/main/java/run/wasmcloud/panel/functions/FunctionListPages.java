package run.wasmcloud.panel.functions;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

/** The list of functions. */
public final class FunctionListPages {
    private static final int MOST = 200;

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/functions", signedIn(this::list));
    }

    private Reply list(Member member, Visit visit) {
        var activity = LastHour.of(member.client().activity());
        var rows =
                member.client().functions().list().stream()
                        .limit(MOST + 1)
                        .map(item -> FunctionListPage.Row.of(item, activity.of(item.name())))
                        .toList();
        var shown = rows.subList(0, Math.min(MOST, rows.size()));
        return Reply.page("functions/list", new FunctionListPage(shown, rows.size() > MOST));
    }
}
