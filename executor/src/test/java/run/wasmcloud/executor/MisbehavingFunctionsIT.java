package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import run.wasmcloud.model.RunLimit;

import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Functions that do what they should not: what a caller sees, and the receipt and the log. */
@Timeout(300)
class MisbehavingFunctionsIT {
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
    @CsvSource({
        "loop, 504, limit-reached, used up its fuel",
        "allocate-or-trap, 502, trapped, unreachable",
        "recurse, 502, trapped, call stack exhausted",
        "trap, 502, trapped, unreachable",
        "bad-pointer, 502, trapped, out of bounds memory access",
        "exit3, 502, exited, status 3",
        "garbage, 502, bad-response, header line 1 is not a header",
        "no-output, 502, bad-response, no output",
        "big-headers, 502, bad-response, the headers are too large",
    })
    void tellsWhatWentWrong(String example, int status, String kind, String detail)
            throws Exception {
        var function =
                executor.deploy(
                        "misbehaving/" + example + ".wasm", limits -> limits.withFuel(50_000_000));

        var response = executor.get(function, "");

        var id = TestExecutor.invocation(response);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(response.body())
                .contains("\"kind\":\"" + kind + "\"", detail, "\"urn:uuid:" + id + "\"");
        var invocation = executor.receipt(id).invocation();
        assertThat(invocation.receipt().outcome().kind()).isEqualTo(kind);
        assertThat(invocation.httpStatus()).isEqualTo(status);
        assertThat(executor.logWith(function, "PLATFORM ")).isNotEmpty();
    }

    @Test
    void logsTheFramesOfATrap() throws Exception {
        var trap = executor.deploy("misbehaving/trap.wasm");

        executor.get(trap, "");

        assertThat(executor.logWith(trap, "at start"))
                .filteredOn(line -> line.startsWith("PLATFORM "))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("PLATFORM Trapped: unreachable"),
                        line -> assertThat(line).contains("at check_total @ 0x"),
                        line -> assertThat(line).contains("at handle_request @ 0x"),
                        line -> assertThat(line).contains("at start @ 0x"));
    }

    @ParameterizedTest
    @CsvSource({"loop", "sleep"})
    void endsRunsThatTakeTooLong(String example) throws Exception {
        var function =
                executor.deploy(
                        "misbehaving/" + example + ".wasm",
                        limits ->
                                limits.withFuel(100_000_000_000L)
                                        .withWallTime(Duration.ofMillis(300)));

        var response = executor.get(function, "");

        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(response.body()).contains("The run used up its time: 300 ms");
        assertThat(
                        executor.receipt(TestExecutor.invocation(response))
                                .invocation()
                                .receipt()
                                .outcome())
                .isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
    }

    @Test
    void letsAFunctionHaveAllTheMemoryItMayHave() throws Exception {
        var allocate =
                executor.deploy("misbehaving/allocate.wasm", limits -> limits.withMemoryPages(64));

        assertThat(executor.get(allocate, "").body()).contains("00064 pages");
    }

    @ParameterizedTest
    @EnumSource
    void cutsAResponseThatFailsAfterItsHeaders(Version version) throws Exception {
        var late = executor.deploy("misbehaving/late-trap.wasm");

        assertThatThrownBy(() -> executor.get(version, late, "")).isInstanceOf(IOException.class);

        var invocation = executor.lastReceipt(late).invocation();
        assertThat(invocation.receipt().outcome()).isInstanceOf(Outcome.Trapped.class);
        assertThat(invocation.httpStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void cutsAResponseThatIsTooLong(Version version) throws Exception {
        var flood =
                executor.deploy(
                        "misbehaving/stdout-flood.wasm", limits -> limits.withOutputBytes(MIB));

        assertThatThrownBy(() -> executor.get(version, flood, "")).isInstanceOf(IOException.class);

        assertThat(executor.lastReceipt(flood).invocation().receipt().outcome())
                .isEqualTo(new Outcome.LimitReached(RunLimit.OUTPUT));
    }

    @ParameterizedTest
    @EnumSource
    void endsARunWhoseClientDoesNotRead(Version version) throws Exception {
        var flood =
                executor.deploy(
                        "misbehaving/stdout-flood.wasm",
                        limits -> limits.withWallTime(Duration.ofMillis(500)));

        var response =
                executor.client(version)
                        .send(executor.request(flood, "").build(), BodyHandlers.ofInputStream());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(executor.lastReceipt(flood).invocation().receipt().outcome())
                .isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
        assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
    }

    @Test
    void endsARunWhoseClientDoesNotSend() throws Exception {
        var echo =
                executor.deploy(
                        "echo/echo.wasm", limits -> limits.withWallTime(Duration.ofMillis(500)));
        try (var client = RawClient.connect(executor.port())) {
            client.send(
                    """
                    POST / HTTP/1.1
                    Host: %s.run.localhost
                    Content-Length: 10

                    abc\
                    """
                            .formatted(echo.name()));

            assertThat(client.readToEnd()).contains("\nabc").doesNotEndWith("0\r\n\r\n");
        }
        assertThat(executor.lastReceipt(echo).invocation().receipt().outcome())
                .isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
    }

    @Test
    void boundsTheLogOfARun() throws Exception {
        var flood =
                executor.deploy(
                        executor.user(Plan.FREE),
                        "misbehaving/stderr-flood.wasm",
                        limits -> limits);

        assertThat(executor.get(flood, "").statusCode()).isEqualTo(200);

        var log = executor.logWith(flood, "PLATFORM dropped");
        assertThat(log.getLast()).startsWith("PLATFORM dropped");
    }

    @Test
    void servesOthersWhileFunctionsMisbehave() throws Exception {
        var loop =
                executor.deploy(
                        "misbehaving/loop.wasm",
                        limits ->
                                limits.withFuel(100_000_000_000L)
                                        .withWallTime(Duration.ofSeconds(20)));
        var hello = executor.deploy("hello/hello.wasm");
        var loops = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 4; i++) {
            loops.add(
                    executor.http1.sendAsync(
                            executor.request(loop, "").build(), BodyHandlers.ofString()));
        }

        for (int i = 0; i < 20; i++) {
            assertThat(executor.get(hello, "").statusCode()).isEqualTo(200);
        }

        assertThat(loops).noneMatch(CompletableFuture::isDone);
        for (var response : loops) {
            assertThat(response.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(504);
        }
    }
}
