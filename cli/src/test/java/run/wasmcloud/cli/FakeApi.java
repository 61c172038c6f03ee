package run.wasmcloud.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real HTTP server on loopback that answers some routes and remembers what it was asked. */
final class FakeApi implements AutoCloseable {
    private record Answer(int status, String type, String body) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Answer> later = new ConcurrentHashMap<>();
    private final List<String> conditions = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    FakeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Answers a route such as {@code GET /v1/whoami} with JSON. */
    FakeApi on(String route, String json) {
        answers.put(route, new Answer(200, "application/json", json));
        return this;
    }

    /** Answers a route so from its second request on. */
    FakeApi afterwards(String route, String json) {
        later.put(route, new Answer(200, "application/json", json));
        return this;
    }

    FakeApi refusing(String route, int status, String title, String detail) {
        var problem =
                "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"instance\":\"urn:uuid:1\"}"
                        .formatted(title, status, detail);
        answers.put(route, new Answer(status, "application/problem+json", problem));
        return this;
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Returns the requests so far, as method, target and body. */
    List<String> asked() {
        return asked;
    }

    /** Returns the Authorization headers so far. */
    List<String> tokens() {
        return tokens;
    }

    /** Returns the If-Match headers so far. */
    List<String> conditions() {
        return conditions;
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(
                    "%s %s %s"
                            .formatted(exchange.getRequestMethod(), exchange.getRequestURI(), body)
                            .strip());
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            conditions.add(String.valueOf(exchange.getRequestHeaders().getFirst("If-Match")));
            send(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(HttpExchange exchange) throws IOException {
        var route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        var unknown =
                new Answer(
                        404,
                        "application/problem+json",
                        "{\"title\":\"Not found\",\"status\":404,\"detail\":\"nothing here\"}");
        var answer = answers.getOrDefault(route, unknown);
        var next = later.remove(route);
        if (next != null) {
            answers.put(route, next);
        }
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
