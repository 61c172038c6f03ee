package run.wasmcloud.panel.web;

import io.helidon.common.uri.UriPath;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The panel's pages, by method and path. The first that matches is the one. */
public final class Routes {
    private final List<Route> routes = new ArrayList<>();

    /** One of them. */
    record Route(String method, PathMatcher path, Endpoint endpoint) {}

    /** A route that matches, and what the path's placeholders stand for. */
    record Match(Endpoint endpoint, Map<String, String> placeholders) {}

    /**
     * Adds a page.
     *
     * @param path with placeholders, for example {@code /functions/{name}}
     */
    public Routes get(String path, Endpoint endpoint) {
        return add("GET", path, endpoint);
    }

    /** Adds what a form leads to. Its form token has been checked when the endpoint is called. */
    public Routes post(String path, Endpoint endpoint) {
        return add("POST", path, endpoint);
    }

    private Routes add(String method, String path, Endpoint endpoint) {
        routes.add(new Route(method, PathMatchers.create(path), endpoint));
        return this;
    }

    Optional<Match> find(String method, UriPath path) {
        return routes.stream()
                .filter(route -> route.method().equals(method))
                .flatMap(route -> match(route, path).stream())
                .findFirst();
    }

    private static Optional<Match> match(Route route, UriPath path) {
        var result = route.path().match(path);
        if (!result.accepted()) {
            return Optional.empty();
        }
        var parameters = result.path().pathParameters();
        var placeholders =
                parameters.names().stream()
                        .collect(Collectors.toMap(name -> name, parameters::get));
        return Optional.of(new Match(route.endpoint(), placeholders));
    }
}
