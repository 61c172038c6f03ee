package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** One request to the API. Every answer is held against the OpenAPI document. */
final class Call {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final TestApi api;
    private final String method;
    private final String path;
    private final HttpRequest.Builder request = HttpRequest.newBuilder().timeout(LONGEST);
    private BodyPublisher body = BodyPublishers.noBody();
    private String query = "";
    private final String filled;
    private JsonNode sent = MissingNode.getInstance();
    private int port;

    Call(TestApi api, String method, String path, Object... parts) {
        this.api = api;
        this.port = api.port();
        this.method = method;
        this.path = path;
        this.filled = String.format(Locale.ROOT, path.replaceAll("\\{\\w+}", "%s"), parts);
    }

    /** Sends it to another server of the same API. */
    Call to(ApiServer server) {
        port = server.port();
        return this;
    }

    Call as(String jwt) {
        request.header("Authorization", "Bearer " + jwt);
        return this;
    }

    Call header(String field, String value) {
        request.header(field, value);
        return this;
    }

    Call query(String name, Object value) {
        query +=
                (query.isEmpty() ? "?" : "&")
                        + name
                        + "="
                        + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
        return this;
    }

    Call json(String text) {
        body("application/json", BodyPublishers.ofString(text));
        try {
            sent = JSON.readTree(text);
        } catch (JacksonException e) {
            sent = MissingNode.getInstance();
        }
        return this;
    }

    Call wasm(byte[] bytes) {
        return body("application/wasm", BodyPublishers.ofByteArray(bytes));
    }

    Call body(String mediaType, BodyPublisher content) {
        request.header("Content-Type", mediaType);
        body = content;
        return this;
    }

    Reply send() {
        var uri = URI.create("http://localhost:" + port + filled + query);
        try {
            var response =
                    api.http()
                            .send(
                                    request.uri(uri).method(method, body).build(),
                                    BodyHandlers.ofByteArray());
            return described(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Reply described(HttpResponse<byte[]> response) {
        var mediaType = response.headers().firstValue("Content-Type").orElse("");
        var json =
                response.body().length == 0
                        ? MissingNode.getInstance()
                        : mediaType.endsWith("json") && !mediaType.endsWith("ndjson")
                                ? JSON.readTree(response.body())
                                : StringNode.valueOf(new String(response.body(), UTF_8));
        assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
        if (response.statusCode() != 405) {
            api.document().requireDescribed(method, path, response.statusCode(), mediaType, json);
        }
        if (response.statusCode() < 400) {
            api.document().requireDescribedBody(method, path, sent);
            api.noteUse(method + " " + path);
            if (port == api.port() && !isReplay(response)) {
                api.requireEvent(
                        method + " " + path,
                        response.statusCode(),
                        response.headers().firstValue("X-Request-Id").orElseThrow());
            }
        }
        return new Reply(response, json);
    }

    private static boolean isReplay(HttpResponse<byte[]> response) {
        return response.headers().firstValue(Idempotency.REPLAYED).isPresent();
    }

    /** Sends and expects success. */
    JsonNode ok() {
        var reply = send();
        assertThat(reply.status()).as(reply.json().toString()).isBetween(200, 299);
        return reply.json();
    }

    /** Sends and expects a problem of a kind. */
    Reply refused(int status, String kind) {
        var reply = send();
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(status);
        assertThat(reply.text("type")).isEqualTo("http://api.localhost:8080/problems/" + kind);
        assertThat(reply.text("instance")).isEqualTo("urn:uuid:" + reply.header("X-Request-Id"));
        return reply;
    }

    record Reply(HttpResponse<byte[]> response, JsonNode json) {
        int status() {
            return response.statusCode();
        }

        String text(String field) {
            return json.path(field).asString();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
