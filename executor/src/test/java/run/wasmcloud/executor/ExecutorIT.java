package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.UserState;
import run.wasmcloud.store.Function;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

@Timeout(300)
class ExecutorIT {
    private static final int MIB = 1024 * 1024;
    private static TestExecutor executor;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        executor = TestExecutor.open(folder);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    @ParameterizedTest
    @EnumSource
    void answersWithWhatTheFunctionWrites(Version version) throws Exception {
        var hello = executor.deploy("hello/hello.wasm");

        var response = executor.get(version, hello, "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.version()).isEqualTo(version);
        assertThat(response.body()).isEqualTo("Hello from WebAssembly!\n");
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("text/plain; charset=utf-8");
        assertThat(response.headers().firstValue("X-Request-Id"))
                .isPresent()
                .isEqualTo(response.headers().firstValue("Wasmcloud-Invocation"));
    }

    @Test
    void upgradesToHttp2OnRequest() throws Exception {
        var hello = executor.deploy("hello/hello.wasm");
        try (var client = TestExecutor.newClient(Version.HTTP_2)) {
            var request = executor.request(hello, "").version(Version.HTTP_2).build();

            var responses =
                    new HttpResponse<?>[] {
                        client.send(request, BodyHandlers.ofString()),
                        client.send(request, BodyHandlers.ofString())
                    };

            assertThat(responses)
                    .allSatisfy(
                            response -> {
                                assertThat(response.version()).isEqualTo(Version.HTTP_2);
                                assertThat(response.body()).isEqualTo("Hello from WebAssembly!\n");
                            });
        }
    }

    @Test
    void keepsTheReceiptAndTheLog() throws Exception {
        var hello = executor.deploy("hello/hello.wasm");

        var id = TestExecutor.invocation(executor.get(hello, ""));

        var receipt = executor.receipt(id);
        assertThat(receipt.invocation().httpStatus()).isEqualTo(200);
        assertThat(receipt.invocation().deploymentNumber()).isEqualTo(1);
        assertThat(receipt.invocation().receipt().outcome()).isEqualTo(new Outcome.Completed());
        assertThat(receipt.invocation().receipt().bytesOut()).isEqualTo(65);
        assertThat(receipt.invocation().receipt().fuel()).isPositive();
        assertThat(executor.logWith(hello, "said hello"))
                .containsExactly("STDERR hello: said hello");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1, 0",
        "HTTP_1_1, 1",
        "HTTP_1_1, 10485760",
        "HTTP_2, 0",
        "HTTP_2, 1",
        "HTTP_2, 10485760"
    })
    void passesBodiesThroughIntact(Version version, int size) throws Exception {
        var body = new byte[size];
        new Random(size).nextBytes(body);

        assertThat(echoed(version, BodyPublishers.ofByteArray(body))).isEqualTo(body);
    }

    @ParameterizedTest
    @EnumSource
    void passesBodiesOfUnknownLengthThrough(Version version) throws Exception {
        var body = new byte[MIB];
        new Random(1).nextBytes(body);

        assertThat(echoed(version, BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body))))
                .isEqualTo(body);
    }

    private static byte[] echoed(Version version, BodyPublisher body) throws Exception {
        var echo = executor.deploy("echo/echo.wasm", limits -> limits.withFuel(100_000_000_000L));
        var request = executor.request(echo, "").POST(body).build();
        var response = executor.client(version).send(request, BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    @ParameterizedTest
    @EnumSource
    void answersAFunctionThatDoesNotReadItsBody(Version version) throws Exception {
        var hello = executor.deploy("hello/hello.wasm");
        var request =
                executor.request(hello, "")
                        .POST(BodyPublishers.ofByteArray(new byte[10 * MIB]))
                        .build();

        for (int i = 0; i < 3; i++) {
            assertThat(executor.client(version).send(request, BodyHandlers.ofString()).body())
                    .isEqualTo("Hello from WebAssembly!\n");
        }
    }

    @Test
    void drawsTheMandelbrotSet() throws Exception {
        var mandelbrot = executor.deploy("mandelbrot/mandelbrot.wasm");

        var response =
                executor.http1.send(
                        executor.request(mandelbrot, "").build(), BodyHandlers.ofByteArray());

        assertThat(response.headers().firstValue("Content-Type")).hasValue("image/bmp");
        assertThat(response.body()).hasSizeGreaterThan(100_000).startsWith('B', 'M');
    }

    @Test
    void tellsTheFunctionOfItsRequest() throws Exception {
        var environment = executor.deploy("environment/environment.wasm");

        var text = executor.get(environment, "a%20b?x=1&y=%41").body();

        assertThat(text.lines())
                .contains(
                        "PATH_INFO=/a b",
                        "QUERY_STRING=x=1&y=%41",
                        "SCRIPT_NAME=/_fn/" + environment.name(),
                        "SERVER_NAME=localhost",
                        "SERVER_PORT=" + executor.port(),
                        "SERVER_PROTOCOL=HTTP/1.1",
                        "REMOTE_ADDR=127.0.0.1")
                .endsWith("Arguments:", environment.name().value(), "x=1", "y=A");
    }

    @Test
    void streamsEventsAsTheyAreWritten() throws Exception {
        var clock = executor.deploy("clock/clock.wasm");
        var response =
                executor.http1.send(
                        executor.request(clock, "?n=60").build(), BodyHandlers.ofInputStream());
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            // The function runs for a minute: it is still at it when its first event has come.
            assertThat(lines.readLine()).isEqualTo("id: 1");
            assertThat(executor.receiptsOf(clock)).isEmpty();
        }
        assertThat(executor.lastReceipt(clock).invocation().receipt().outcome())
                .isEqualTo(new Outcome.Cancelled());
    }

    @Test
    void refusesMoreRunsThanThePlanAllows() throws Exception {
        var applicant = executor.user(Plan.APPLICANT);
        var sleep =
                executor.deploy(
                        applicant,
                        "misbehaving/sleep.wasm",
                        limits -> limits.withWallTime(Duration.ofSeconds(6)));
        var running = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 6; i++) {
            running.add(
                    executor.http1.sendAsync(
                            executor.request(sleep, "").build(), BodyHandlers.ofString()));
        }

        var statuses = new ArrayList<Integer>();
        for (var response : running) {
            statuses.add(response.get(60, TimeUnit.SECONDS).statusCode());
        }

        assertThat(statuses).containsOnly(504, 429).filteredOn(s -> s == 504).hasSize(2);
    }

    @Test
    void answersANewDeploymentOnceItIsLoadedAndWithTheOldOneMeanwhile() throws Exception {
        var owner = executor.user(Plan.PAID);
        var function = executor.deploy(owner, "hello/hello.wasm", limits -> limits);
        assertThat(executor.get(function, "").statusCode()).isEqualTo(200);

        executor.deployTo(function, owner, "misbehaving/exit3.wasm", limits -> limits);

        var end = Instant.now().plusSeconds(30);
        var status = executor.get(function, "").statusCode();
        while (status == 200 && Instant.now().isBefore(end)) {
            status = executor.get(function, "").statusCode();
        }
        assertThat(status).isEqualTo(502);
    }

    @Test
    void refusesFunctionsOfLockedOwners() throws Exception {
        var owner = executor.user(Plan.PAID);
        var function = executor.deploy(owner, "hello/hello.wasm", limits -> limits);
        assertThat(executor.get(function, "").statusCode()).isEqualTo(200);

        executor.store().users().setState(owner.id(), UserState.LOCKED);

        assertThat(executor.get(function, "").statusCode()).isEqualTo(403);
    }

    @Test
    void refusesBodiesThatAreTooLong() throws Exception {
        var echo =
                executor.deploy(executor.user(Plan.APPLICANT), "echo/echo.wasm", limits -> limits);
        for (var body : tooLong()) {
            var response =
                    executor.http1.send(
                            executor.request(echo, "").POST(body).build(), BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body()).contains("expected: at most 65536 bytes");
        }
    }

    private static BodyPublisher[] tooLong() {
        return new BodyPublisher[] {BodyPublishers.ofByteArray(new byte[MIB])};
    }

    private static Function hello() {
        return executor.deploy("hello/hello.wasm");
    }

    @Test
    void answersFunctionsHostNames() throws Exception {
        var name = hello().name();
        try (var client = RawClient.connect(executor.port())) {
            client.send(
                    """
                    GET / HTTP/1.1
                    Host: %s.RUN.localhost:8081
                    Connection: close

                    """
                            .formatted(name));

            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Hello from WebAssembly!\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1, Host: nothing.run.localhost, 404",
        "GET / HTTP/1.1, Host: run.localhost, 404",
        "GET / HTTP/1.1, Host: example.com, 404",
        "GET / HTTP/1.1, Host: localhost, 404",
        "GET /_fn/nothing/ HTTP/1.1, Host: localhost, 404",
        "GET /_fn/ HTTP/1.1, Host: localhost, 404",
        "GET / HTTP/1.1, X: y, 400",
    })
    void refusesWhatItDoesNotKnow(String line, String header, int status) throws Exception {
        try (var client = RawClient.connect(executor.port())) {
            client.send(line + "\n" + header + "\nConnection: close\n\n");

            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("Content-Type: application/problem+json", "urn:uuid:");
        }
    }

    @Test
    void refusesLargeHeaders() throws Exception {
        for (var request :
                new String[] {
                    "GET / HTTP/1.1\nHost: a\nX: " + "y".repeat(40_000) + "\n\n",
                    "GET /" + "y".repeat(40_000) + " HTTP/1.1\nHost: a\n\n"
                }) {
            try (var client = RawClient.connect(executor.port())) {
                client.send(request);

                assertThat(client.readToEnd())
                        .startsWith("HTTP/1.1 431 ")
                        .contains("headers-too-large");
            }
        }
    }

    @Test
    void refusesLargeChunks() throws Exception {
        var echo = executor.deploy("echo/echo.wasm");
        try (var client = RawClient.connect(executor.port())) {
            client.send(
                    """
                    POST / HTTP/1.1
                    Host: %s.run.localhost
                    Transfer-Encoding: chunked

                    7fffffff
                    abc\
                    """
                            .formatted(echo.name()));

            assertThat(client.readToEnd()).doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void answersHeadWithoutBody() throws Exception {
        var hello = hello();
        var head = executor.request(hello, "").HEAD().build();

        var first = executor.http1.send(head, BodyHandlers.ofString());
        var second = executor.http2.send(head, BodyHandlers.ofString());

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEmpty();
        assertThat(first.headers().firstValue("Content-Length")).hasValue("24");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEmpty();
        assertThat(executor.get(hello, "").statusCode()).isEqualTo(200);
    }
}
