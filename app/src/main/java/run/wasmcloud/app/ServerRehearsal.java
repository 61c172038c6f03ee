package run.wasmcloud.app;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Starts a local server in a folder of its own, asks a few things of it and stops it, so that the
 * JVM can write down the classes that servers load and link: later ones start in half the time. As
 * {@link Rehearsal}, but a cache apart, since each start reads all of its cache.
 */
final class ServerRehearsal {
    private static final int PIPE_BYTES = 64 * 1024;

    private final Path folder;

    private ServerRehearsal(Path folder) {
        this.folder = folder;
    }

    /** Rehearses. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("wasmcloud-rehearsal");
        try {
            new ServerRehearsal(folder).run();
        } finally {
            delete(folder);
        }
    }

    private void run() throws IOException, InterruptedException {
        try (var said = new PipedInputStream(PIPE_BYTES)) {
            var out = new PrintStream(new PipedOutputStream(said), true, UTF_8);
            var server = Thread.ofPlatform().name("up").start(() -> up(out));
            ask(addresses(said));
            server.interrupt();
            server.join();
        }
    }

    private void up(PrintStream out) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
        var shell =
                new Shell(
                        new ByteArrayInputStream(new byte[0]),
                        out,
                        nowhere,
                        false,
                        false,
                        false,
                        Map.of("HOME", folder.toString()),
                        Clock.systemUTC());
        var data = folder.resolve("data").toString();
        Main.tool(shell).run("up", "--data", data, "--api-port", "0", "--run-port", "0");
        out.close();
    }

    /** Waits until the server is ready; returns what its lines tell, by their first words. */
    private static Map<String, String> addresses(PipedInputStream said) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(said, UTF_8));
        var told = new TreeMap<String, String>();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var words = line.split(" ");
            told.put(words[0], words[words.length - 1]);
            if (words[0].equals("ready")) {
                return told;
            }
        }
        throw new IOException("the server did not start");
    }

    private static void ask(Map<String, String> addresses)
            throws IOException, InterruptedException {
        var token = Files.readString(Path.of(addresses.getOrDefault("TOKEN", ""))).strip();
        try (var http = HttpClient.newHttpClient()) {
            for (var address :
                    new String[] {
                        addresses.get("API") + "/v1/whoami",
                        addresses.get("API") + "/v1/functions",
                        addresses.get("RUN") + "/_fn/hello/",
                        addresses.get("RUN") + "/_fn/no-such-function/"
                    }) {
                http.send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.discarding());
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        }
    }
}
