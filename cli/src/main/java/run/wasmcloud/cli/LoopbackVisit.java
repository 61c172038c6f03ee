package run.wasmcloud.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A page of this machine that a browser comes to once, with a code or with why there is none. Its
 * path is a secret of who began: whatever else comes to the port is turned away.
 */
final class LoopbackVisit implements AutoCloseable {
    private static final Duration GLANCE = Duration.ofMillis(500);
    private final String state;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** What the browser brought: a code, or why there is none. */
    private record Outcome(Map<String, String> brought) {
        String code() {
            var code = brought.get("code");
            if (code == null) {
                throw refused(
                        brought.getOrDefault("error_description", "The browser brought no code."));
            }
            return code;
        }
    }

    private LoopbackVisit(String state, HttpServer server) {
        this.state = state;
        this.server = server;
    }

    /**
     * Opens the page.
     *
     * @param state of characters that a path may have
     */
    static LoopbackVisit open(String state) throws IOException {
        var loopback = InetAddress.ofLiteral("127.0.0.1");
        var server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        var visit = new LoopbackVisit(state, server);
        server.createContext("/", visit::answer);
        server.setExecutor(visit.threads);
        server.start();
        return visit;
    }

    URI address() {
        return URI.create("http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), state));
    }

    /**
     * Waits for the browser and returns the code that it brings.
     *
     * @throws CommandFailure when it brings none, or does not come in time
     */
    String await(Duration patience, Progress progress) {
        var end = System.nanoTime() + patience.toNanos();
        while (end - System.nanoTime() > 0) {
            progress.waiting("Waiting for the browser");
            try {
                return outcome.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS).code();
            } catch (TimeoutException _) {
                // It may still come.
            } catch (ExecutionException e) {
                throw new IllegalStateException("it is only ever completed", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the browser was waited for", e);
            } finally {
                progress.clear();
            }
        }
        throw refused("Nobody signed in within %s.".formatted(Quantities.duration(patience)));
    }

    private static CommandFailure refused(String why) {
        return new CommandFailure(
                ExitCode.AUTHENTICATION,
                "Not signed in",
                why,
                "Begin anew: wasmcloud login --browser");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var brought = parameters(exchange.getRequestURI());
            if (!isExpected(exchange)) {
                reply(exchange, 404, "There is nothing here.");
            } else {
                var welcome = brought.containsKey("code");
                reply(
                        exchange,
                        welcome ? 200 : 400,
                        welcome
                                ? "The terminal goes on."
                                : "You are not signed in; the terminal says why.");
                outcome.complete(new Outcome(brought));
            }
        }
    }

    private boolean isExpected(HttpExchange exchange) {
        var path = exchange.getRequestURI().getRawPath();
        return exchange.getRequestMethod().equals("GET")
                && MessageDigest.isEqual(
                        path.getBytes(StandardCharsets.UTF_8),
                        ("/" + state).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> parameters(URI address) {
        var parameters = new HashMap<String, String>();
        var query = address.getRawQuery() == null ? "" : address.getRawQuery();
        for (var part : query.split("&", -1)) {
            var pair = part.split("=", 2);
            parameters.put(
                    pair[0],
                    pair.length == 1 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        var page =
                """
                <!doctype html><meta charset="utf-8"><title>Wasmcloud</title>
                <p>%s You can close this window.</p>
                """
                        .formatted(text)
                        .getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/html; charset=utf-8");
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, page.length);
        exchange.getResponseBody().write(page);
    }

    /** Lets the browser have the page that it is just being sent. */
    @Override
    public void close() {
        server.stop(1);
        threads.shutdownNow();
    }
}
