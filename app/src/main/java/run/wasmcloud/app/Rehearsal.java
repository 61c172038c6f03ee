package run.wasmcloud.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import run.wasmcloud.cli.Shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Runs once what short commands do, in one process, so that the JVM can write down the classes that
 * they load and link (an AOT cache, JEP 514): later commands start in half the time. Nothing but
 * them is in it, since a start reads all of it: a cache that also had a server's classes made
 * commands slower. The launcher runs it after a build; nothing of the user's is read or written.
 */
final class Rehearsal {
    private static final List<String> COMMANDS =
            List.of(
                    "--help",
                    "deploy --help",
                    "whoami",
                    "whoami --json",
                    "list",
                    "show no-such-function",
                    "no-such-command");
    private static final String USER =
            """
            {"id":"01980000-0000-7000-8000-000000000000","email":"ada@example.com",\
            "emailVerified":true,"role":"user","state":"active","plan":"free",\
            "createdAt":"2026-01-01T00:00:00Z"}\
            """;
    private static final String EMPTY_LIST = "{\"items\":[]}";

    private Rehearsal() {}

    /** Rehearses. A command that fails is no error here: its way was rehearsed too. */
    public static void main(String[] arguments) throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var api = HttpServer.create(loopback, 0, "/", Rehearsal::answer);
        api.start();
        try {
            var shell = shell("http://127.0.0.1:" + api.getAddress().getPort());
            for (var command : COMMANDS) {
                Main.tool(shell).run(command.split(" "));
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

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var isUser = exchange.getRequestURI().getPath().equals("/v1/whoami");
            var bytes = (isUser ? USER : EMPTY_LIST).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
