package run.wasmcloud.panel.platform;

import static run.wasmcloud.panel.web.Endpoint.signedIn;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.panel.function.RunCharts;
import run.wasmcloud.panel.function.Window;
import run.wasmcloud.panel.web.Member;
import run.wasmcloud.panel.web.RefusedException;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

import java.time.InstantSource;
import java.util.UUID;

/** Charts of the whole installation; the API shows them to administrators only. */
public final class PlatformPages {
    private static final int MOST_EXECUTORS = 100;

    private final InstantSource clock;

    /** Makes the pages. */
    public PlatformPages(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get("/admin/platform", signedIn(this::platform));
    }

    private Reply platform(Member member, Visit visit) {
        var window = Window.of(visit.query("window").orElse(""));
        var executor = visit.query("executor").orElse("");
        var now = clock.instant();
        var report =
                member.client()
                        .platformMetrics(
                                id(executor), now.minus(window.time()), now, window.step());
        var executors = member.client().executors().stream().limit(MOST_EXECUTORS).toList();
        return Reply.page(
                "platform/platform",
                new PlatformPage(window, executor, executors, new RunCharts(report)));
    }

    private static @Nullable UUID id(String text) {
        try {
            return text.isEmpty() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ErrorCode.NOT_FOUND, "There is no such executor.");
        }
    }
}
