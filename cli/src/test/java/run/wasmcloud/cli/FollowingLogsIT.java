package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Following a log, from a server whose connections end in every way there is. */
class FollowingLogsIT {
    private static final String ID = "019a0000-0000-7000-8000-000000000001";

    /**
     * One answer of the server.
     *
     * @param length what it says of its body's length; more than there is breaks the connection
     */
    private record Answer(int status, String type, String body, long length) {
        static Answer events(String... lines) {
            return new Answer(200, "text/event-stream", body(lines), 0);
        }

        static Answer broken(String... lines) {
            return new Answer(200, "text/event-stream", body(lines), 1_000_000);
        }

        static Answer refusal(int status, String title) {
            var body = "{\"title\":\"%s\",\"status\":%d,\"detail\":\"d\"}".formatted(title, status);
            return new Answer(status, "application/problem+json", body, 0);
        }

        private static String body(String... lines) {
            return "retry: 1000\n\n" + String.join("", List.of(lines)) + ": alive\n\n";
        }
    }

    @TempDir private Path home;
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(
                    exchange.getRequestURI().getRawQuery()
                            + " after "
                            + exchange.getRequestHeaders().getFirst("Last-Event-ID"));
            var answer = answers.size() > 1 ? answers.remove() : answers.element();
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), answer.length());
            exchange.getResponseBody().write(answer.body().getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }
    }

    private static String line(int id, String text) {
        return """
        id: %d
        event: line
        data: {"at":"2026-01-02T03:04:05Z","invocation":"%s","level":"info","source":"stderr","text":"%s"}

        """
                .formatted(id, ID, text);
    }

    private Tool.Result logs(String... options) {
        var tool =
                new Tool(home)
                        .with("WASMCLOUD_API", "http://localhost:" + server.getAddress().getPort())
                        .with("WASMCLOUD_TOKEN", "a.b.c");
        var arguments = new java.util.ArrayList<>(List.of("logs", "hello", "-f"));
        arguments.addAll(List.of(options));
        return tool.run(arguments.toArray(String[]::new));
    }

    @Test
    void goesOnAfterTheLastLineWhenAStreamEndsOrBreaks() {
        answers.add(Answer.events(line(1, "a"), line(2, "b")));
        answers.add(Answer.refusal(503, "Busy"));
        answers.add(Answer.broken(line(3, "c")));
        answers.add(Answer.events(line(4, "d")));
        answers.add(Answer.refusal(401, "Not signed in"));

        var result = logs("--level", "warning", "--since", "10m", "--invocation", ID);

        assertThat(result.out().lines().map(line -> line.substring(line.length() - 1)))
                .containsExactly("a", "b", "c", "d");
        assertThat(result.status()).isEqualTo(ExitCode.AUTHENTICATION.status());
        assertThat(result.err()).contains("Following goes on", "Not signed in", "wasmcloud login");
        var query = "since=2026-01-31T11%3A50%3A00Z&level=warning&invocation=" + ID + "&limit=100";
        assertThat(asked)
                .containsExactly(
                        query + " after null",
                        query + " after 2",
                        query + " after 2",
                        query + " after 3",
                        query + " after 4");
    }

    @Test
    void writesNdJson() {
        answers.add(Answer.events(line(1, "a"), line(2, "b")));
        answers.add(Answer.refusal(404, "Not found"));

        var result = logs("--json");

        assertThat(result.out().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"at\":\"2026-01-02T03:04:05Z\""));
    }

    @Test
    void tellsAtOnceThatThereIsNoSuchFunction() {
        answers.add(Answer.refusal(404, "Not found"));

        var result = logs();

        assertThat(result.status()).isEqualTo(ExitCode.NOT_FOUND.status());
        assertThat(result.out()).isEmpty();
        assertThat(asked.getFirst()).endsWith("limit=100 after null");
    }
}
