package run.wasmcloud.api;

import java.util.ArrayList;
import java.util.List;

/** The list of routes, in the words of the OpenAPI document. */
final class Routes {
    /**
     * One route.
     *
     * @param path with parameters as {@code {name}}
     */
    record Route(String method, String path, Endpoint endpoint) {}

    private final List<Route> routes = new ArrayList<>();

    Routes get(String path, Endpoint endpoint) {
        return add("GET", path, endpoint);
    }

    Routes post(String path, Endpoint endpoint) {
        return add("POST", path, endpoint);
    }

    Routes put(String path, Endpoint endpoint) {
        return add("PUT", path, endpoint);
    }

    Routes patch(String path, Endpoint endpoint) {
        return add("PATCH", path, endpoint);
    }

    Routes delete(String path, Endpoint endpoint) {
        return add("DELETE", path, endpoint);
    }

    private Routes add(String method, String path, Endpoint endpoint) {
        routes.add(new Route(method, path, endpoint));
        return this;
    }

    List<Route> all() {
        return List.copyOf(routes);
    }
}
