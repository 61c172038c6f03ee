package run.wasmcloud.panel.landing;

import static run.wasmcloud.panel.web.Endpoint.open;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.panel.web.RefusedException;
import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

import java.net.URI;
import java.util.concurrent.Semaphore;

/**
 * The first page, with an example that a visitor can call. The panel's server calls it, so that no
 * page has to allow requests to where functions answer; only this one address, and a few at once.
 */
public final class LandingPages {
    private static final int AT_ONCE = 8;

    private final URI example;
    private final Semaphore calls = new Semaphore(AT_ONCE);

    private LandingPages(URI example) {
        this.example = example;
    }

    /**
     * Makes the pages.
     *
     * @param functions what functions answer below
     */
    public static LandingPages of(URI functions) {
        return new LandingPages(
                URI.create(
                        "%s://hello.%s"
                                .formatted(functions.getScheme(), functions.getRawAuthority())));
    }

    /** Adds these pages. */
    public void addTo(Routes routes) {
        routes.get(
                "/",
                open(
                        _ ->
                                Reply.page(
                                        "landing/landing",
                                        new LandingPage(example.toString(), null))));
        routes.post("/try", open(this::call));
    }

    private Reply call(Visit visit) {
        if (!calls.tryAcquire()) {
            throw new RefusedException(
                    ErrorCode.TOO_MANY_REQUESTS, "Many visitors are calling the example just now.");
        }
        try {
            var answer = ExampleAnswer.of(visit.visitor(), example);
            var page = new LandingPage(example.toString(), answer);
            return Reply.page(visit.isPart() ? "landing/answer" : "landing/landing", page);
        } finally {
            calls.release();
        }
    }
}
