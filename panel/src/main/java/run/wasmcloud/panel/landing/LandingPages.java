package run.wasmcloud.panel.landing;

import static run.wasmcloud.panel.web.Endpoint.open;

import run.wasmcloud.panel.web.Reply;
import run.wasmcloud.panel.web.Routes;
import run.wasmcloud.panel.web.Visit;

import java.net.URI;

/** The first page. */
public final class LandingPages {
    private final URI example;

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
        routes.get("/", open(this::show));
    }

    private Reply show(Visit visit) {
        return Reply.page("landing/landing", new LandingPage(example.toString()));
    }
}
