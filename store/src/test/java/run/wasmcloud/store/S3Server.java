package run.wasmcloud.store;

import run.wasmcloud.model.UuidV7;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** A real S3 server, in a process of its own, that keeps its objects in a folder. */
public final class S3Server implements AutoCloseable {
    public static final String BUCKET = "modules";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final int port;
    private final Process process;

    private S3Server(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Starts it on a free port; returns when it answers. */
    public static S3Server start() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("wasmcloud-s3");
        var port = freePort();
        var process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                jar(),
                                "--com.adobe.testing.s3mock.store.root=" + folder,
                                "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET,
                                "--server.port=0",
                                "--com.adobe.testing.s3mock.controller.http-port=" + port,
                                "--com.adobe.testing.s3mock.http-port=" + port,
                                "--server.address=127.0.0.1")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log.txt").toFile())
                        .start();
        var server = new S3Server(folder, port, process);
        server.awaitAnswer();
        return server;
    }

    private static String jar() {
        return Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(entry -> entry.matches(".*/s3mock-[^/]*-exec\\.jar"))
                .findFirst()
                .orElseThrow();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        try (var http = HttpClient.newHttpClient()) {
            while (!answers(http)) {
                if (!process.isAlive() || Instant.now().isAfter(end)) {
                    throw new IllegalStateException(
                            "the S3 server did not start: "
                                    + Files.readString(folder.resolve("log.txt")));
                }
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        }
    }

    private boolean answers(HttpClient http) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(endpoint().resolve("/" + BUCKET)).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Returns settings that no other test shares objects with. */
    public S3Settings settings() {
        return new S3Settings(
                endpoint(),
                "eu-central-1",
                BUCKET,
                UuidV7.next() + "/",
                true,
                "key",
                "secret",
                Duration.ofSeconds(20));
    }

    /** Ends the server at once. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        TestFolders.delete(folder);
    }
}
