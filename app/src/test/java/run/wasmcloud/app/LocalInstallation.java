package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The real jar as a server process on free ports, and as a command line tool beside it. */
final class LocalInstallation implements AutoCloseable {
    static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();
    private static final Path JAR = Path.of("target", "wasmcloud.jar").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** What a command left behind. */
    record Finished(int status, String stdout, String stderr) {
        Finished orFail() {
            assertThat(status).as("exit status; standard error: %s", stderr).isZero();
            return this;
        }
    }

    private final Path folder;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private @Nullable Process server;
    private String api = "";
    private String run = "";
    private String tokenFile = "";
    private final List<String> said = new ArrayList<>();

    LocalInstallation(Path folder) {
        this.folder = folder;
    }

    String api() {
        return api;
    }

    String run() {
        return run;
    }

    Path data() {
        return folder.resolve("data");
    }

    String token() throws IOException {
        return Files.readString(Path.of(tokenFile));
    }

    /** Starts the server and waits until it says that it is ready. */
    LocalInstallation up(String... options) throws Exception {
        var command =
                new ArrayList<>(
                        List.of(
                                "up",
                                "--data",
                                data().toString(),
                                "--api-port",
                                "0",
                                "--run-port",
                                "0"));
        command.addAll(List.of(options));
        var process = process(command).redirectError(folder.resolve("up.log").toFile()).start();
        server = process;
        said.clear();
        var ready = CompletableFuture.supplyAsync(() -> awaitReady(process));
        try {
            assertThat(ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as(
                            "up said %s and on standard error %s",
                            said, Files.readString(folder.resolve("up.log")))
                    .isTrue();
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
            throw new AssertionError("up did not become ready; it said " + said, e);
        }
        return this;
    }

    private boolean awaitReady(Process process) {
        var reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return reader.lines().peek(this::note).anyMatch(line -> line.startsWith("ready"));
    }

    private void note(String line) {
        said.add(line);
        if (line.startsWith("API ")) {
            api = line.substring("API ".length());
        } else if (line.startsWith("RUN ")) {
            run = line.substring("RUN ".length());
        } else if (line.startsWith("TOKEN FILE ")) {
            tokenFile = line.substring("TOKEN FILE ".length());
        }
    }

    List<String> said() {
        return said;
    }

    /** Ends the server as kill −9 does. */
    void kill() throws InterruptedException {
        var process = running();
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /**
     * Asks the server to end. The same hook serves Ctrl-C, which a background process may have been
     * told to ignore.
     */
    int interrupt() throws IOException, InterruptedException {
        var process = running();
        new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("ends after Ctrl-C")
                .isTrue();
        return process.exitValue();
    }

    private Process running() {
        if (server == null) {
            throw new IllegalStateException("the server was not started");
        }
        return server;
    }

    /** Runs a command of the tool to its end. */
    Finished cli(String... arguments) throws Exception {
        return cli(new byte[0], arguments);
    }

    Finished cli(byte[] stdin, String... arguments) throws Exception {
        var process = process(List.of(arguments)).start();
        var out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        give(process, stdin);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(String.join(" ", arguments))
                .isTrue();
        return new Finished(process.exitValue(), out.get(), err.get());
    }

    /** A process that needs no input may have ended before it got any. */
    private static void give(Process process, byte[] stdin) throws Exception {
        try (var input = process.getOutputStream()) {
            input.write(stdin);
        } catch (IOException e) {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw e;
            }
        }
    }

    private static String text(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Returns the words that start the tool, before its arguments. */
    List<String> program() {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-jar",
                JAR.toString());
    }

    /** Makes this installation's sign-in the one that a process finds. */
    void signIn(ProcessBuilder process) {
        process.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        process.environment().remove("WASMCLOUD_TOKEN");
        process.environment().remove("WASMCLOUD_API");
    }

    private ProcessBuilder process(List<String> arguments) {
        var command = new ArrayList<>(program());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        signIn(builder);
        return builder;
    }

    /** Calls a function through the path form. */
    HttpResponse<byte[]> call(String function, String method, byte[] body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(run + "/_fn/" + function + "/"))
                        .timeout(PATIENCE)
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String function) throws IOException, InterruptedException {
        return call(function, "GET", new byte[0]);
    }

    /** Sends a request to the API as the administrator. */
    HttpResponse<String> api(String method, String path, String contentType, byte[] body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(api + path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + token())
                        .header("Content-Type", contentType)
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    static byte[] example(String file) throws IOException {
        return Files.readAllBytes(EXAMPLES.resolve(file));
    }

    @Override
    public void close() throws IOException {
        if (server != null && server.isAlive()) {
            try {
                interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
