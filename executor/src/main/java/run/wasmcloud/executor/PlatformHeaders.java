package run.wasmcloud.executor;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;

import java.util.Set;

/** Request headers that are the platform's: what clients send under their names, no guest sees. */
final class PlatformHeaders {
    /** A token for a private function. */
    static final HeaderName TOKEN = HeaderNames.create("Wasmcloud-Token");

    /** What caused a run that no HTTP request did: {@code queue} or {@code schedule}. */
    static final HeaderName TRIGGER = HeaderNames.create("Wasmcloud-Trigger");

    /** The number of the attempt at an asynchronous invocation, counted from 1. */
    static final HeaderName ATTEMPT = HeaderNames.create("Wasmcloud-Attempt");

    /** The asynchronous invocation, the same at each attempt. */
    static final HeaderName ITEM = HeaderNames.create("Wasmcloud-Item");

    private static final Set<HeaderName> ALL = Set.of(TOKEN, TRIGGER, ATTEMPT, ITEM);

    private PlatformHeaders() {}

    static boolean contains(HeaderName name) {
        return ALL.contains(name);
    }
}
