package run.wasmcloud.olin;

import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.runtime.RunEnded;

/** Opens URLs for one run. Used by the guest's thread only. */
final class Openings {
    private final OlinRun run;

    Openings(OlinRun run) {
        this.run = run;
    }

    /**
     * Opens a URL; there must be room for a descriptor.
     *
     * @return the descriptor or an error code
     * @throws RunEnded when the policy forbids the URL
     */
    int open(String text) {
        return ResourceUrl.parse(text).map(this::open).orElseGet(OlinError.INVALID_ARGUMENT::code);
    }

    private int open(ResourceUrl url) {
        return switch (url.scheme()) {
            case "log" ->
                    url.parameter("prefix")
                            .map(prefix -> plain(url, new PlainResources.LogResource(run, prefix)))
                            .orElseGet(OlinError.INVALID_ARGUMENT::code);
            case "null" -> plain(url, new PlainResources.NullResource());
            case "zero" -> plain(url, new PlainResources.ZeroResource(run));
            case "random" -> plain(url, new PlainResources.RandomResource(run));
            default -> OlinError.NOT_FOUND.code();
        };
    }

    private int plain(ResourceUrl url, Resource resource) {
        requireAllowed(url.text());
        run.run().countOpened(url.scheme() + "://");
        return run.descriptors().add(resource);
    }

    /** Ends the run when the policy forbids a URL. */
    private void requireAllowed(String url) {
        var verdict = run.grant().policy().check(url);
        if (!verdict.allowed()) {
            var reason =
                    "vibe check failed: URL forbidden by policy: %s (%s)"
                            .formatted(url, verdict.reason());
            run.run().log(LogLevel.ERROR, reason);
            throw new RunEnded(new Outcome.Denied(reason));
        }
    }
}
