package run.wasmcloud.api;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

import java.util.Locale;
import java.util.Map;

/**
 * Sites that answer on the API's port under host names of their own, and on none of the API's. A
 * request for one of them meets nothing of the API. Thread-safe.
 *
 * @param byHostName who answers for a host name, lower case, without port; writes errors itself
 */
public record HostedSites(Map<String, Handler> byHostName) implements Filter {
    public HostedSites {
        byHostName = Map.copyOf(byHostName);
    }

    /** Returns no sites: the API answers alone. */
    public static HostedSites none() {
        return new HostedSites(Map.of());
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        var site = byHostName.get(hostName(request.authority()));
        if (site == null) {
            chain.proceed();
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

    /** Returns the host name of an authority, lower case, without its port. */
    static String hostName(String authority) {
        var lower = authority.toLowerCase(Locale.ROOT);
        var port = lower.lastIndexOf(':');
        return port > lower.lastIndexOf(']') ? lower.substring(0, port) : lower;
    }
}
