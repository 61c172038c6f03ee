package run.wasmcloud.api;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.Set;

/**
 * Counts the API's requests, by route, method and status: a route is the pattern that a path
 * matched, so what clients make up adds no label. Thread-safe.
 */
record ApiMeters(MeterRegistry registry) implements Filter {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(10)
    };

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        var began = System.nanoTime();
        try {
            chain.proceed();
        } finally {
            timer(request, response).record(Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /** Returns the pattern that a request's path matched. */
    static String route(RoutingRequest request) {
        return request.matchingPattern().filter(p -> !p.isEmpty()).orElse("none");
    }

    /** Returns a request's method; what its client made up is no value of its own. */
    static String method(RoutingRequest request) {
        var method = request.prologue().method().text();
        return METHODS.contains(method) ? method : "other";
    }

    private Timer timer(RoutingRequest request, RoutingResponse response) {
        return Timer.builder("wasmcloud.api.requests")
                .description("Requests of the API, by route and status")
                .tag("route", route(request))
                .tag("method", method(request))
                .tag("status", Integer.toString(response.status().code()))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
