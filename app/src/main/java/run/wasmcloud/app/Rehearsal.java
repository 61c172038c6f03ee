package run.wasmcloud.app;

import run.wasmcloud.cli.Cli;
import run.wasmcloud.cli.Shell;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts a server, runs short commands against it and asks a function, all in one process and one
 * folder that is removed, so that the JVM can write down the classes that they load and link (an
 * AOT cache, JEP 514): later processes start in half the time. The launcher runs it after a build;
 * nothing of the user's is read or written.
 */
final class Rehearsal {
    private static final List<String> COMMANDS =
            List.of(
                    "--help",
                    "deploy --help",
                    "deploy --example hello --name hello",
                    "whoami",
                    "whoami --json",
                    "list",
                    "show hello",
                    "invoke hello",
                    "logs hello",
                    "invocations hello",
                    "show no-such-function",
                    "no-such-command");
    private static final int REQUESTS = 50;

    private final Path folder;

    private Rehearsal(Path folder) {
        this.folder = folder;
    }

    /** Rehearses. A command that fails is no error here: its way was rehearsed too. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("wasmcloud-rehearsal");
        try {
            new Rehearsal(folder).run();
        } finally {
            delete(folder);
        }
    }

    private void run() throws IOException, InterruptedException {
        try (var said = new PipedInputStream();
                var out =
                        new PrintStream(
                                new PipedOutputStream(said), true, StandardCharsets.UTF_8)) {
            var shell = shell(out, Map.of());
            var up = new UpCommand(shell);
            var server = Thread.ofPlatform().start(() -> serve(shell, up, out));
            var addresses = addresses(said);
            commands(up, addresses);
            requests(addresses.getOrDefault("RUN", ""));
            up.stop();
            server.join();
        }
    }

    private Shell shell(PrintStream out, Map<String, String> more) {
        var variables = new HashMap<>(more);
        variables.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        return new Shell(
                new ByteArrayInputStream(new byte[0]),
                out,
                nowhere(),
                false,
                true,
                true,
                variables,
                Clock.systemUTC());
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    /** What it says ends when it does not start. */
    private void serve(Shell shell, UpCommand up, PrintStream out) {
        var data = folder.resolve("data").toString();
        new Cli(shell, List.of(up), List.of())
                .run("up", "--data", data, "--api-port", "0", "--run-port", "0", "--no-examples");
        out.close();
    }

    /** Returns what the server says until it is ready: what answers where. */
    private static Map<String, String> addresses(PipedInputStream said) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8));
        var addresses = new HashMap<String, String>();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("ready")) {
                return addresses;
            }
            var cut = line.lastIndexOf(' ');
            addresses.put(line.substring(0, Math.max(cut, 0)), line.substring(cut + 1));
        }
        throw new IOException("the server did not start");
    }

    private void commands(UpCommand up, Map<String, String> addresses) throws IOException {
        var token = Files.readString(Path.of(addresses.getOrDefault("TOKEN FILE", "")));
        var api = addresses.getOrDefault("API", "");
        var shell = shell(nowhere(), Map.of("WASMCLOUD_API", api, "WASMCLOUD_TOKEN", token));
        for (var command : COMMANDS) {
            new Cli(shell, List.of(up), List.of()).run(command.split(" "));
        }
    }

    private static void requests(String functions) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(functions + "/_fn/hello/")).build();
            for (int i = 0; i < REQUESTS; i++) {
                http.send(request, BodyHandlers.discarding());
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
