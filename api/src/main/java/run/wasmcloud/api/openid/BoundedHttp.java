package run.wasmcloud.api.openid;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Asks providers, within bounds of time and size; follows no redirects. Thread-safe. It has no end:
 * its client goes with it.
 */
final class BoundedHttp implements HTTPRequestSender, ResourceRetriever {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 256 * 1024;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LONGEST_CONNECT).build();

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest asked) throws IOException {
        var request = HttpRequest.newBuilder(asked.getURI());
        asked.getHeaderMap()
                .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        var body = asked.getBody();
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return response(exchange(request.method(asked.getMethod().name(), publisher)));
    }

    private static HTTPResponse response(HttpResponse<byte[]> answer) {
        var response = new HTTPResponse(answer.statusCode());
        answer.headers()
                .map()
                .forEach((name, values) -> response.setHeader(name, values.toArray(String[]::new)));
        response.setBody(new String(answer.body(), UTF_8));
        return response;
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        var answer = exchange(HttpRequest.newBuilder(URI.create(url.toString())).GET());
        if (answer.statusCode() != HTTPResponse.SC_OK) {
            throw new IOException(url + " answered " + answer.statusCode());
        }
        var mediaType = answer.headers().firstValue("Content-Type").orElse("");
        return new Resource(new String(answer.body(), UTF_8), mediaType);
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(
                    request.timeout(LONGEST_ANSWER).build(),
                    BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", e);
        }
    }
}
