package run.wasmcloud.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import run.wasmcloud.cli.Cli;
import run.wasmcloud.cli.Shell;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.wire.FunctionItem;
import run.wasmcloud.model.wire.LogItem;
import run.wasmcloud.model.wire.Page;
import run.wasmcloud.model.wire.UserItem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Runs once what short commands do, in one process, so that the JVM can write down the classes that
 * they load and link (an AOT cache, JEP 514) and later commands start in half the time. The
 * launcher runs it after a build; nothing of the user's is read or written.
 */
final class Rehearsal {
    private static final List<List<String>> COMMANDS =
            List.of(
                    List.of("--help"),
                    List.of("deploy", "--help"),
                    List.of("whoami"),
                    List.of("whoami", "--json"),
                    List.of("list"),
                    List.of("show", "hello"),
                    List.of("logs", "hello"),
                    List.of("show", "no-such-function"),
                    List.of("no-such-command"));

    private final WireJson json = new WireJson();

    private Rehearsal() {}

    /** Runs the commands. A command that fails is no error here: its way was rehearsed too. */
    public static void main(String[] arguments) throws IOException {
        new Rehearsal().run();
    }

    private void run() throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var api = HttpServer.create(loopback, 0, "/", this::answer);
        api.start();
        try {
            var shell = shell("http://127.0.0.1:" + api.getAddress().getPort());
            for (var command : COMMANDS) {
                new Cli(shell, List.of(new UpCommand(shell))).run(command.toArray(String[]::new));
            }
        } finally {
            api.stop(0);
        }
    }

    private static Shell shell(String api) {
        var nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Shell(
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                false,
                true,
                true,
                Map.of(
                        "WASMCLOUD_API",
                        api,
                        "WASMCLOUD_TOKEN",
                        "rehearsal",
                        "HOME",
                        "/nonexistent"),
                Clock.systemUTC());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var found = body(exchange.getRequestURI().getPath());
            var bytes = json.write(found).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Object body(String path) {
        var now = Instant.now();
        var id = UUID.randomUUID();
        var function =
                new FunctionItem(
                        id,
                        "hello",
                        "",
                        "http://hello.run.localhost:8081",
                        1,
                        RequestBodyForm.STREAMED,
                        now,
                        now,
                        null,
                        null);
        return switch (path) {
            case "/v1/whoami" ->
                    new UserItem(
                            id,
                            "ada@example.com",
                            true,
                            Role.USER,
                            UserState.ACTIVE,
                            Plan.FREE,
                            now);
            case "/v1/functions" -> new Page<>(List.of(function), null);
            case "/v1/functions/hello" -> function;
            case "/v1/functions/hello/logs" ->
                    new Page<>(
                            List.of(new LogItem(now, id, LogLevel.INFO, LogSource.STDERR, "hello")),
                            null);
            default -> new Page<>(List.of(), null);
        };
    }
}
