package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The path and query of a request, percent-encoded. */
record Route(String text) {
    /** Returns the route of these path segments below {@code /v1}. */
    static Route of(String... segments) {
        return new Route(
                Stream.of(segments)
                        .map(Route::encoded)
                        .collect(Collectors.joining("/", "/v1/", "")));
    }

    /** Returns the route of further path segments below this one. */
    Route below(String... segments) {
        return new Route(
                Stream.of(segments)
                        .map(Route::encoded)
                        .collect(Collectors.joining("/", text + "/", "")));
    }

    /** Returns this route with one more query parameter, or as it is when the value is null. */
    Route with(String name, @Nullable Object value) {
        return value == null
                ? this
                : new Route(
                        text
                                + (text.contains("?") ? "&" : "?")
                                + name
                                + "="
                                + encoded(value.toString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return text;
    }
}
