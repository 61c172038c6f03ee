package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A project that is served and built anew. Its "compiler" copies a module. */
@Timeout(180)
class DevIT {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @TempDir Path folder;
    @TempDir Path home;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Transcript out = new Transcript();
    private final Transcript err = new Transcript();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private Thread command = new Thread(() -> {});

    private void source(String example) throws IOException {
        Files.copy(
                EXAMPLES.resolve(example),
                folder.resolve("source.txt"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private int dev(String... more) throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("wasmcloud.toml"),
                """
                name = "parrot"
                build = "cp source.txt built.wasm"
                module = "built.wasm"

                [env]
                GREETING = "hi"
                """);
        var arguments = new java.util.ArrayList<String>();
        arguments.addAll(java.util.List.of("dev", "--project", folder.toString(), "--port", "0"));
        arguments.addAll(java.util.List.of(more));
        command =
                Thread.ofPlatform()
                        .start(
                                () ->
                                        status.complete(
                                                new Tool(home)
                                                        .run(
                                                                out,
                                                                err,
                                                                arguments.toArray(String[]::new))));
        return Integer.parseInt(err.await("http://parrot\\.localhost:(\\d+)/ serves").group(1));
    }

    @AfterEach
    void stop() throws Exception {
        command.interrupt();
        command.join(TimeUnit.SECONDS.toMillis(60));
        http.close();
    }

    private HttpResponse<String> get(int port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
        return http.send(request, BodyHandlers.ofString());
    }

    @Test
    void servesTheProjectAndShowsEachRequest() throws Exception {
        source("hello/hello.wasm");
        var port = dev();

        var response = get(port, "/a?b=c");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("Hello from WebAssembly!\n");
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("text/plain; charset=utf-8");
        out.await("200 GET /a\\?b=c  [\\d.]+ ms  fuel \\d+  memory 64\\.0 KiB|128\\.0 KiB");
    }

    @Test
    void givesTheGuestItsRequestAndItsVariables() throws Exception {
        source("environment/environment.wasm");
        var port = dev();

        assertThat(get(port, "/a%20b?q=1").body())
                .contains("PATH_INFO=/a b", "QUERY_STRING=q=1", "REQUEST_METHOD=GET")
                .contains("GREETING=hi", "SERVER_NAME=parrot.localhost", "HTTP_HOST=localhost:");
    }

    @Test
    void streamsTheBodyThrough() throws Exception {
        source("echo/echo.wasm");
        var port = dev();
        var body = "x".repeat(1_000_000);

        var response =
                http.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(response.body()).isEqualTo(body);
    }

    @Test
    void buildsAnewWhenASourceChanges() throws Exception {
        source("hello/hello.wasm");
        var port = dev();
        assertThat(get(port, "/").body()).startsWith("Hello");

        source("environment/environment.wasm");
        err.await("built anew in ");

        assertThat(get(port, "/").body()).contains("REQUEST_METHOD=GET");
    }

    @Test
    void servesOnWhenABuildFails() throws Exception {
        source("hello/hello.wasm");
        var port = dev();

        source("misbehaving/unknown-import.wasm");
        err.await("error: ");

        assertThat(get(port, "/").body()).startsWith("Hello");
        source("environment/environment.wasm");
        err.await("built anew in ");
        assertThat(get(port, "/").body()).contains("REQUEST_METHOD=GET");
    }

    @Test
    void tellsWhyAFunctionDidNotAnswer() throws Exception {
        source("misbehaving/trap.wasm");
        var port = dev();

        var response = get(port, "/");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body())
                .startsWith("The function did not answer: trapped: ")
                .contains("\n  at ");
        out.await("502 GET /");
        out.await("    trapped: ");
    }

    @Test
    void tellsWhatIsWrongWithAnAnswer() throws Exception {
        source("misbehaving/no-output.wasm");
        var port = dev();

        assertThat(get(port, "/").body()).contains("bad-response: no output (expected: header");
    }

    @Test
    void writesAProfileOfEachRequest() throws Exception {
        Files.copy(BusyGuest.in(home), folder.resolve("source.txt"));
        var profiles = home.resolve("profiles");
        var port = dev("--profile", profiles.toString());

        assertThat(get(port, "/").body()).isEqualTo("busy\n");
        assertThat(get(port, "/").body()).isEqualTo("busy\n");

        err.await("(?s)profile \\S+\\.json.*profile \\S+\\.json");
        try (var files = Files.list(profiles)) {
            assertThat(files.toList())
                    .hasSize(2)
                    .allSatisfy(
                            file ->
                                    assertThat(FirefoxProfile.read(file).samplesByFunction())
                                            .containsKeys("heavy", "light"));
        }
    }

    @Test
    void tellsEachRequestAsJson() throws Exception {
        source("hello/hello.wasm");
        // The address is not told beside JSON, so the port is one that was free a moment ago.
        int port;
        try (var free = new java.net.ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(
                folder.resolve("wasmcloud.toml"), "name = \"parrot\"\nmodule = \"source.txt\"\n");
        command =
                Thread.ofPlatform()
                        .start(
                                () ->
                                        status.complete(
                                                new Tool(home)
                                                        .run(
                                                                out,
                                                                err,
                                                                "dev",
                                                                "--json",
                                                                "--project",
                                                                folder.toString(),
                                                                "--port",
                                                                String.valueOf(port))));
        out.await("\\{\"serving\":\"http://parrot\\.localhost:" + port + "/\"}");

        get(port, "/");

        out.await("\\{\"method\":\"GET\",\"target\":\"/\",\"status\":200,\"receipt\":\\{");
    }
}
