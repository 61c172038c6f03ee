package run.wasmcloud.panel.function;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import run.wasmcloud.client.Deployments;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.wire.DeploymentItem;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.RefusedException;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

import java.util.List;

/** The versions of a function. */
public final class VersionPages {
    /** A function keeps no more of them on any usual plan. */
    private static final int MOST = 200;

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/functions/{name}/versions", signedIn(this::list))
                .get("/functions/{name}/versions/compare", signedIn(this::compare))
                .post("/functions/{name}/versions/{number}/activate", signedIn(this::activate));
    }

    private static Deployments deployments(Member member, Visit visit) {
        return member.client().functions().deployments(FunctionHead.name(visit));
    }

    private Reply list(Member member, Visit visit) {
        return Reply.page(
                "function/versions",
                new VersionsPage(
                        FunctionHead.of(member, visit, "versions"), versions(member, visit)));
    }

    private static List<DeploymentItem> versions(Member member, Visit visit) {
        return deployments(member, visit).list().stream().limit(MOST).toList();
    }

    private Reply compare(Member member, Visit visit) {
        var head = FunctionHead.of(member, visit, "versions");
        var from = number(visit.query("from").orElse(""));
        var to = number(visit.query("to").orElse(""));
        var policy = member.client().functions().policy(FunctionHead.name(visit));
        var comparison =
                Comparison.of(
                        deployments(member, visit).get(from),
                        deployments(member, visit).get(to),
                        policy.get(from),
                        policy.get(to));
        return Reply.page(
                "function/compare", new ComparisonPage(head, versions(member, visit), comparison));
    }

    private Reply activate(Member member, Visit visit) {
        var version = deployments(member, visit).activate(number(visit.path("number")));
        return Reply.to("/functions/" + FunctionHead.name(visit) + "/versions")
                .saying("Version %d is active.".formatted(version.number()));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new RefusedException(
                    ErrorCode.NOT_FOUND, "There is no such version: versions are 1, 2, 3…");
        }
    }
}
