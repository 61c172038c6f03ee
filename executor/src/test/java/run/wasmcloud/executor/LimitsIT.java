package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.model.OutboundLimits;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.store.Function;

import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a run may use, at each limit and one past it. */
@Timeout(300)
class LimitsIT {
    private static final int HELLO_BYTES = 24;
    private static final int HEADER_BYTES = 32 * 1024;

    /** WASI's errno for a full file system. */
    private static final int NO_SPACE = 51;

    private static final int APPLICANTS_BODY = 64 * 1024;

    private static TestExecutor executor;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        executor = TestExecutor.open(folder);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    private static Outcome outcome(HttpResponse<?> response) {
        return executor.receipt(TestExecutor.invocation(response)).invocation().receipt().outcome();
    }

    private static void assertReached(HttpResponse<String> response, int status, RunLimit limit) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("\"kind\":\"limit-reached\"");
        assertThat(outcome(response)).isEqualTo(new Outcome.LimitReached(limit));
    }

    /** Fuel is looked at where loops and functions begin: straight code may go a little past it. */
    @Test
    void fuel() throws Exception {
        var query = "?w=64&h=64";
        var first = executor.get(executor.deploy("mandelbrot/mandelbrot.wasm"), query);
        var fuel = executor.receipt(TestExecutor.invocation(first)).invocation().receipt().fuel();

        var enough = executor.deploy("mandelbrot/mandelbrot.wasm", limits -> limits.withFuel(fuel));
        assertThat(executor.get(enough, query).statusCode()).isEqualTo(200);

        var less =
                executor.deploy("mandelbrot/mandelbrot.wasm", limits -> limits.withFuel(fuel / 2));
        assertReached(executor.get(less, query), 504, RunLimit.FUEL);
    }

    @Test
    void responseBody() throws Exception {
        var enough =
                executor.deploy("hello/hello.wasm", limits -> limits.withOutputBytes(HELLO_BYTES));
        assertThat(executor.get(enough, "").body()).hasSize(HELLO_BYTES);

        var less =
                executor.deploy(
                        "hello/hello.wasm", limits -> limits.withOutputBytes(HELLO_BYTES - 1));
        assertReached(executor.get(less, ""), 502, RunLimit.OUTPUT);
    }

    @ParameterizedTest
    @EnumSource
    void requestBody(Version version) throws Exception {
        var echo =
                executor.deploy(executor.user(Plan.APPLICANT), "echo/echo.wasm", limits -> limits);
        for (var body : bodies(APPLICANTS_BODY)) {
            assertThat(posted(version, echo, body).body()).hasSize(APPLICANTS_BODY);
        }
        var tooLong = bodies(APPLICANTS_BODY + 1);
        var told = posted(version, echo, tooLong[0]);
        assertThat(told.statusCode()).isEqualTo(413);
        assertThat(told.body()).contains("at most 65536 bytes");
        // What came before the limit is on its way back already.
        assertThatThrownBy(() -> posted(version, echo, tooLong[1])).isInstanceOf(IOException.class);
    }

    /** Bodies whose length is told, and not told. */
    private static BodyPublisher[] bodies(int bytes) {
        var body = BodyPublishers.ofByteArray(new byte[bytes]);
        return new BodyPublisher[] {body, BodyPublishers.fromPublisher(body)};
    }

    private static HttpResponse<String> posted(
            Version version, Function function, BodyPublisher body) throws Exception {
        var request = executor.request(function, "").POST(body).build();
        return executor.client(version).send(request, BodyHandlers.ofString());
    }

    @Test
    void countOfRequestHeaders() throws Exception {
        var hello = executor.deploy("hello/hello.wasm");

        assertThat(withHeaders(hello, 100)).startsWith("HTTP/1.1 200 ");
        assertThat(withHeaders(hello, 101))
                .startsWith("HTTP/1.1 431 ")
                .contains("101 request headers (expected: at most 100)");
    }

    /** Half of them have one name. */
    private static String withHeaders(Function function, int count) throws IOException {
        var request = new StringBuilder("GET / HTTP/1.1\nConnection: close\n");
        request.append("Host: ").append(function.name()).append(".run.localhost\n");
        for (int i = 2; i < count; i++) {
            request.append(i % 2 == 0 ? "X-Same" : "X-" + i).append(": 1\n");
        }
        try (var client = RawClient.connect(executor.port())) {
            client.send(request.append('\n').toString());
            return client.readToEnd();
        }
    }

    /** Each line counts with its end, the blank line does not. */
    @Test
    void bytesOfRequestHeaders() throws Exception {
        var hello = executor.deploy("hello/hello.wasm");
        var least = headers(hello, 0).length() - 2;

        assertThat(answer(headers(hello, HEADER_BYTES - least))).startsWith("HTTP/1.1 200 ");
        assertThat(answer(headers(hello, HEADER_BYTES - least + 1)))
                .startsWith("HTTP/1.1 431 ")
                .contains("headers-too-large");
    }

    private static String headers(Function function, int valueBytes) {
        return "Connection: close\r\nHost: %s.run.localhost\r\nX: %s\r\n\r\n"
                .formatted(function.name(), "y".repeat(valueBytes));
    }

    private static String answer(String headers) throws IOException {
        try (var client = RawClient.connect(executor.port())) {
            client.send("GET / HTTP/1.1\n" + headers.replace("\r", ""));
            return client.readToEnd();
        }
    }

    /** Names and values count. */
    @Test
    void bytesOfRequestHeadersOverHttp2() throws Exception {
        var hello = executor.deploy("hello/hello.wasm");
        var few = executor.request(hello, "").header("X", "y".repeat(HEADER_BYTES - 1_024));
        assertThat(executor.http2.send(few.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);

        var many = executor.request(hello, "").header("X", "y".repeat(HEADER_BYTES + 1));
        var refused = executor.http2.send(many.build(), BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(431);
        assertThat(refused.body()).contains(" bytes of request headers (expected: at most 32768)");
    }

    @Test
    void bytesOfResponseHeaders() throws Exception {
        var least = "Content-Type: text/plain\nX: \n".length();

        var enough =
                executor.deploy(WasiGuests.answeringWithHeader(HEADER_BYTES - least - 1), null);
        assertThat(executor.get(enough, "").statusCode()).isEqualTo(200);

        var more = executor.deploy(WasiGuests.answeringWithHeader(HEADER_BYTES - least + 1), null);
        var answer = executor.get(more, "");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("\"kind\":\"bad-response\"");
        assertThat(outcome(answer)).isInstanceOf(Outcome.BadResponse.class);
    }

    @Test
    void memory() throws Exception {
        var function =
                executor.deployWith(WasiGuests.growing(), limits -> limits.withMemoryPages(7));

        var answer = executor.get(function, "");
        assertThat(answer.body()).isEqualTo("7");
        assertThat(
                        executor.receipt(TestExecutor.invocation(answer))
                                .invocation()
                                .receipt()
                                .peakMemoryBytes())
                .isEqualTo(7 * 65_536);
    }

    @Test
    void temporaryFiles() throws Exception {
        var function =
                executor.deployWith(
                        WasiGuests.filling(5_000), limits -> limits.withTemporaryBytes(5_000));
        assertThat(executor.get(function, "").body()).isEqualTo("0," + NO_SPACE);

        var larger =
                executor.deployWith(
                        WasiGuests.filling(5_000), limits -> limits.withTemporaryBytes(5_001));
        assertThat(executor.get(larger, "").body()).isEqualTo("0,0");
    }

    @Test
    void temporaryFilesAreGoneWithTheRun() throws Exception {
        var function =
                executor.deployWith(
                        WasiGuests.filling(5_000), limits -> limits.withTemporaryBytes(5_001));
        for (int i = 0; i < 5; i++) {
            assertThat(executor.get(function, "").body()).isEqualTo("0,0");
        }
    }

    @Test
    void wallTime() throws Exception {
        var wasm = OlinGuests.sleeping(100);
        var enough = executor.deployWith(wasm, limits -> limits);
        assertThat(executor.get(enough, "").body()).isEqualTo("awake");

        var less = executor.deployWith(wasm, limits -> limits.withWallTime(Duration.ofMillis(150)));
        assertReached(executor.get(less, ""), 504, RunLimit.TIME);
    }

    @Test
    void outboundRequests() throws Exception {
        var upstream = executor.deploy("hello/hello.wasm");
        var wasm = fetching(upstream, 3);

        var enough = executor.deployWith(wasm, limits -> limits.withOutbound(outbound(3, 1_000)));
        assertThat(executor.get(enough, "").body()).contains("Hello from WebAssembly!");

        var less = executor.deployWith(wasm, limits -> limits.withOutbound(outbound(2, 1_000)));
        assertReached(executor.get(less, ""), 502, RunLimit.OUTBOUND);
        assertThat(executor.logWith(less, "has sent 2 requests")).isNotEmpty();
        assertThat(executor.lastReceipt(less).invocation().receipt().outboundRequests())
                .isEqualTo(2);
    }

    @Test
    void bytesOfAnAnswer() throws Exception {
        var wasm = fetching(executor.deploy("hello/hello.wasm"), 1);
        var less = executor.deployWith(wasm, limits -> limits.withOutbound(outbound(1, 10)));

        assertReached(executor.get(less, ""), 502, RunLimit.OUTBOUND);
    }

    private static OutboundLimits outbound(int requests, long bytes) {
        return new OutboundLimits(requests, bytes);
    }

    private static byte[] fetching(Function upstream, int times) {
        return OlinGuests.fetching(
                executor.port(),
                "localhost:" + executor.port(),
                "/_fn/" + upstream.name() + "/",
                times);
    }

    @Test
    void descriptors() throws Exception {
        var wasm = OlinGuests.openingAgain(8);

        // One of them is standard output.
        var enough = executor.deployWith(wasm, limits -> limits.withDescriptors(9));
        assertThat(executor.get(enough, "").body()).isEqualTo("8");

        var less = executor.deployWith(wasm, limits -> limits.withDescriptors(8));
        assertThat(executor.get(less, "").body()).isEqualTo("7");
        assertThat(executor.logWith(less, "8 descriptors are open")).hasSize(1);
    }

    @Test
    void runsOfAFunctionAtOnce() throws Exception {
        var applicant = executor.user(Plan.APPLICANT);
        var sleep = executor.deploy(applicant, OlinGuests.sleeping(4_000), null, limits -> limits);

        assertThat(statuses(sleep, sleep)).containsExactly(200, 200);
        assertThat(statuses(sleep, sleep, sleep)).containsOnlyOnce(429);
    }

    @Test
    void runsOfAUserAtOnce() throws Exception {
        var applicant = executor.user(Plan.APPLICANT);
        var functions = new ArrayList<Function>();
        for (int i = 0; i < 3; i++) {
            functions.add(
                    executor.deploy(applicant, OlinGuests.sleeping(4_000), null, limits -> limits));
        }
        var first = functions.get(0);
        var second = functions.get(1);

        assertThat(statuses(first, first, second, second)).containsOnly(200);
        assertThat(statuses(first, first, second, second, functions.get(2))).containsOnlyOnce(429);
    }

    /** Returns the statuses of calls that are made at once. */
    private static List<Integer> statuses(Function... functions) throws Exception {
        var calls = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (var function : functions) {
            calls.add(
                    executor.http1.sendAsync(
                            executor.request(function, "").build(), BodyHandlers.ofString()));
        }
        var statuses = new ArrayList<Integer>();
        for (var call : calls) {
            var response = call.get(60, TimeUnit.SECONDS);
            statuses.add(response.statusCode());
            if (response.statusCode() == 429) {
                assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(response.body()).contains("as many as the plan 'applicant' allows");
            }
        }
        return statuses;
    }
}
