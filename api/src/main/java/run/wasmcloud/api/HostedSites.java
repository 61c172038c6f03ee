package run.wasmcloud.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Sites that answer on the API's port under host names of their own, and on none of the API's. A
 * request for one of them meets nothing of the API. Thread-safe.
 *
 * @param byHostName who answers for a host name, lower case, without port; writes errors itself
 * @param askers origins whose pages may ask the API from a browser, for example {@code
 *     https://docs.example.com}. It knows callers by their tokens only, never by cookies, so a page
 *     can do no more than its reader's token lets it
 */
public record HostedSites(Map<String, Handler> byHostName, Set<String> askers) implements Filter {
    private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
    private static final String HEADERS =
            "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key";
    private static final String EXPOSED =
            "ETag, Location, Retry-After, X-Request-Id, RateLimit, RateLimit-Policy";
    private static final String FOR_AN_HOUR = "3600";

    public HostedSites {
        byHostName = Map.copyOf(byHostName);
        askers = Set.copyOf(askers);
    }

    /** Makes sites whose pages do not ask the API themselves. */
    public HostedSites(Map<String, Handler> byHostName) {
        this(byHostName, Set.of());
    }

    /** Returns no sites: the API answers alone. */
    public static HostedSites none() {
        return new HostedSites(Map.of());
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        var site = byHostName.get(hostName(request.authority()));
        if (site == null) {
            admit(chain, request, response);
            return;
        }
        try {
            site.handle(request, response);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a site let a checked exception out", e);
        }
    }

    /** Tells browsers that pages of the known origins may ask, after the Fetch standard (CORS). */
    private void admit(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        var origin = request.headers().first(HeaderNames.ORIGIN).filter(askers::contains);
        if (origin.isEmpty()) {
            chain.proceed();
            return;
        }
        response.header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin.get())
                .header(HeaderNames.VARY, "Origin")
                .header(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        if (isQuestion(request)) {
            response.status(Status.NO_CONTENT_204)
                    .header(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                    .header(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS)
                    .header(HeaderNames.ACCESS_CONTROL_MAX_AGE, FOR_AN_HOUR)
                    .send();
            return;
        }
        chain.proceed();
    }

    private static boolean isQuestion(RoutingRequest request) {
        return request.prologue().method().equals(Method.OPTIONS)
                && request.headers().contains(HeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** Returns the host name of an authority, lower case, without its port. */
    static String hostName(String authority) {
        var lower = authority.toLowerCase(Locale.ROOT);
        var port = lower.lastIndexOf(':');
        return port > lower.lastIndexOf(']') ? lower.substring(0, port) : lower;
    }
}
