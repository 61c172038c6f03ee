package run.wasmcloud.olin;

import run.wasmcloud.model.LogLevel;
import run.wasmcloud.olin.outbound.Conversation;
import run.wasmcloud.olin.outbound.Origin;
import run.wasmcloud.olin.outbound.Outbound;
import run.wasmcloud.olin.outbound.RequestException;
import run.wasmcloud.olin.outbound.Sender;
import run.wasmcloud.olin.outbound.TraceFields;
import run.wasmcloud.olin.policy.PolicyGate;

import java.nio.charset.StandardCharsets;

/** Opens URLs for one run. Used by the guest's thread only. */
final class Openings {
    private final OlinRun run;
    private final Outbound outbound;
    private final PolicyGate gate;
    private final Sender sender;

    Openings(OlinRun run, Outbound outbound) {
        this.run = run;
        this.outbound = outbound;
        this.gate = new PolicyGate(run.run(), run.grant().policy());
        this.sender =
                new Sender(
                        run.run(),
                        run.grant().function(),
                        run.grant().owner(),
                        gate,
                        variable("HTTP_CDN_LOOP"),
                        () ->
                                TraceFields.of(
                                        variable("HTTP_TRACEPARENT"), variable("HTTP_TRACESTATE")));
    }

    private String variable(String name) {
        return run.variable(name)
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .orElse("");
    }

    /**
     * Opens a URL; there must be room for a descriptor.
     *
     * @return the descriptor or an error code
     * @throws run.wasmcloud.runtime.RunEnded when the policy forbids the URL
     */
    int open(String text) {
        return ResourceUrl.parse(text).map(this::open).orElseGet(OlinError.INVALID_ARGUMENT::code);
    }

    private int open(ResourceUrl url) {
        return switch (url.scheme()) {
            case "log", "null", "zero", "random", "http", "https" ->
                    url.hierarchical() ? served(url) : OlinError.INVALID_ARGUMENT.code();
            default -> OlinError.NOT_FOUND.code();
        };
    }

    private int served(ResourceUrl url) {
        return switch (url.scheme()) {
            case "log" ->
                    url.parameter("prefix")
                            .map(prefix -> plain(url, PlainResources.LogResource.of(run, prefix)))
                            .orElseGet(OlinError.INVALID_ARGUMENT::code);
            case "null" -> plain(url, new PlainResources.NullResource());
            case "zero" -> plain(url, new PlainResources.ZeroResource(run));
            case "random" -> plain(url, new PlainResources.RandomResource(run));
            default -> http(url);
        };
    }

    private int plain(ResourceUrl url, Resource resource) {
        gate.require(url.text());
        run.run().countOpened(url.scheme() + "://");
        return run.descriptors().add(resource);
    }

    /** The policy sees each request's target, which is not known yet. */
    private int http(ResourceUrl url) {
        try {
            var origin = Origin.parse(url.scheme(), url.rest());
            return run.descriptors()
                    .add(new HttpResource(run, new Conversation(outbound, sender, origin)));
        } catch (RequestException e) {
            run.run().log(LogLevel.WARNING, String.valueOf(e.getMessage()));
            return OlinError.INVALID_ARGUMENT.code();
        }
    }
}
