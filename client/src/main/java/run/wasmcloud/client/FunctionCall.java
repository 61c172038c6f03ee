package run.wasmcloud.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One HTTP request to a function.
 *
 * @param path the path and query below the function's address, beginning with a slash
 * @param headers names and values, in order; a name may repeat
 * @param timeout the longest time until the answer begins
 */
public record FunctionCall(
        String method,
        String path,
        List<Map.Entry<String, String>> headers,
        BodyPublisher body,
        Duration timeout) {
    public FunctionCall {
        headers = List.copyOf(headers);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(path + " (expected: a path beginning with /)");
        }
    }

    /** Returns the same call of another path and query. */
    public FunctionCall at(String otherPath) {
        return new FunctionCall(method, otherPath, headers, body, timeout);
    }

    HttpRequest at(URI url) {
        var request =
                HttpRequest.newBuilder(URI.create(Localhost.ofFunction(url) + path))
                        .method(method, body)
                        .timeout(timeout);
        headers.forEach(header -> request.header(header.getKey(), header.getValue()));
        return request.build();
    }
}
