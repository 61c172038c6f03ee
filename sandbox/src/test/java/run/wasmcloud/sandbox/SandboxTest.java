package run.wasmcloud.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvalidModuleException;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.olin.policy.InvalidPolicyException;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

class SandboxTest {
    private static final Sandboxes SANDBOXES = Sandboxes.open();

    @AfterAll
    static void close() {
        SANDBOXES.close();
    }

    private static Sandbox example(String file) throws IOException {
        return SANDBOXES.of(Path.of("..", "examples", file));
    }

    @Test
    void answersARequest() throws IOException {
        var answer =
                example("echo/echo.wasm")
                        .run(
                                Request.post("/a%20b?c=d", "hello")
                                        .withHeader("Content-Type", "text/x-test"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("hello");
        assertThat(answer.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(answer.receipt().fuel()).isPositive();
        assertThat(answer.receipt().bytesIn()).isEqualTo(5);
        assertThat(answer.receipt().engineVersion()).startsWith("wasmtime ");
    }

    @Test
    void givesWhatCgiSays() throws IOException {
        var answer =
                example("environment/environment.wasm")
                        .environment("GREETING", "hi")
                        .run(Request.get("/p%C3%A4th?x=1&y").withHeader("X-Test", "yes"));

        assertThat(answer.text())
                .contains(
                        "GREETING=hi",
                        "REQUEST_METHOD=GET",
                        "PATH_INFO=/päth",
                        "QUERY_STRING=x=1&y",
                        "HTTP_X_TEST=yes",
                        "HTTP_HOST=local.localhost:8081");
        assertThat(answer.header("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }

    @Test
    void runsAProgramWithArgumentsAndInput() throws IOException {
        var output =
                example("environment/environment.wasm")
                        .environment(Map.of("A", "b"))
                        .run(Program.withArguments("one", "two"));

        assertThat(output.text()).contains("A=b", "one\ntwo\n").doesNotContain("REQUEST_METHOD");
        assertThat(output.outcome()).isEqualTo(new Outcome.Completed());
    }

    @Test
    void keepsRunsApart() throws IOException {
        var sandbox = example("environment/environment.wasm");
        var changed = sandbox.environment("SECRET", "changed");

        assertThat(changed.run(Request.get("/")).text()).contains("SECRET=changed");
        assertThat(sandbox.run(Request.get("/")).text()).doesNotContain("SECRET");
    }

    @Test
    void tellsOfAGuestThatFails() throws IOException {
        var answer = example("misbehaving/exit3.wasm").run(Request.get("/"));

        assertThat(answer.outcome()).isEqualTo(new Outcome.Exited(3));
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.errors()).isEqualTo("exit3: giving up\n");
        assertThat(answer.log())
                .extracting(RunLog.Line::level, RunLog.Line::source, RunLog.Line::text)
                .containsExactly(tuple(LogLevel.INFO, LogSource.STDERR, "exit3: giving up"));
    }

    @Test
    void endsAGuestAtItsLimits() throws IOException {
        var loop = example("misbehaving/loop.wasm").limits(Plan.APPLICANT);

        var answer = loop.run(Request.get("/"));
        assertThat(answer.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.FUEL));
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.receipt().fuel())
                .isGreaterThanOrEqualTo(Plan.APPLICANT.limits().run().fuel());

        var tight = loop.limits(limits -> limits.withFuel(1_000));
        assertThat(tight.run(Request.get("/")).receipt().fuel()).isLessThan(10_000);
    }

    @Test
    void endsAFloodOfOutput() throws IOException {
        var flood = example("misbehaving/stdout-flood.wasm").limits(Plan.APPLICANT);

        var answer = flood.run(Request.get("/"));
        assertThat(answer.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.OUTPUT));
        assertThat(answer.body().length)
                .isLessThanOrEqualTo((int) Plan.APPLICANT.limits().run().outputBytes());

        assertThat(flood.run(Program.withArguments()).outcome())
                .isEqualTo(new Outcome.LimitReached(RunLimit.OUTPUT));
    }

    @Test
    void boundsTheLog() throws IOException {
        var answer =
                example("misbehaving/stderr-flood.wasm")
                        .limits(Plan.APPLICANT)
                        .limits(limits -> limits.withFuel(100_000_000))
                        .run(Request.get("/"));

        assertThat(answer.errors().length())
                .isLessThanOrEqualTo((int) Plan.APPLICANT.limits().run().logBytes());
        assertThat(answer.log().getLast().text()).startsWith("dropped ");
    }

    @Test
    void saysWhatIsWrongWithAResponse() throws IOException {
        var answer = example("misbehaving/no-output.wasm").run(Request.get("/"));

        assertThat(answer.outcome()).isInstanceOf(Outcome.BadResponse.class);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.headers()).isEmpty();
    }

    @Test
    void holdsAnOlinGuestToItsPolicy() throws IOException {
        var fetch =
                example("fetch/fetch.wasm").policy("allow (\n  ^https://allowed\\.example/\n)\n");

        var answer = fetch.run(Request.get("/?https://other.example/"));

        assertThat(answer.outcome()).isInstanceOf(Outcome.Denied.class);
        assertThat(answer.status()).isEqualTo(502);
        assertThatThrownBy(() -> fetch.policy("allow ( ["))
                .isInstanceOf(InvalidPolicyException.class);
    }

    @Test
    void shipsFiles() throws IOException {
        var files = Map.of("greeting.txt", "from a file".getBytes(UTF_8));
        try (var reader = Sandbox.of(ReadingGuest.wasm()).files(files)) {
            assertThat(reader.run(Program.withArguments()).text()).isEqualTo("from a file");
        }
    }

    @Test
    void repeatsARunThatIsToBeTheSame() throws IOException {
        var system =
                example("system/system.wasm")
                        .clock(Instant.parse("2026-01-31T12:00:00Z"))
                        .randomSeed(7);

        var first = system.run(Program.withArguments());
        assertThat(system.run(Program.withArguments()).bytes()).isEqualTo(first.bytes());
        assertThat(first.text()).contains("1769860800 s since 1970");
    }

    @Test
    void refusesWhatAServerWouldRefuse() throws IOException {
        var echo = example("echo/echo.wasm").limits(Plan.APPLICANT);
        var tooMuch = new byte[64 * 1024 + 1];

        assertThatThrownBy(() -> echo.run(Request.of("POST", "/").withBody(tooMuch)))
                .isInstanceOfSatisfying(
                        WasmcloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
        assertThatThrownBy(() -> echo.run(Request.get("/%zz")))
                .isInstanceOfSatisfying(
                        WasmcloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
        assertThatThrownBy(() -> echo.environment("HTTP_HOST", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HTTP_");
        assertThatThrownBy(() -> echo.files(Map.of("../x", new byte[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../x");
    }

    @Test
    void refusesRequestsThatHttpDoesNotHave() {
        assertThatThrownBy(() -> Request.get("no-slash"))
                .hasMessage(
                        "target 'no-slash' (expected: ASCII that begins with /, without spaces)");
        assertThatThrownBy(() -> Request.of("GE T", "/"))
                .hasMessage("method 'GE T' (expected: a token, for example GET)");
        assertThatThrownBy(() -> Request.get("/").withHeader("A:", "b"))
                .hasMessage("header 'A:' (expected: a token, for example Accept)");
        assertThatThrownBy(() -> Request.get("/").withHeader("A", "b\r\nC: d"))
                .hasMessageContaining("(expected: no control characters, no line ends)");
    }

    @Test
    void saysWhyAModuleCannotRun() throws IOException {
        var garbage = example("misbehaving/unknown-import.wasm");
        assertThatThrownBy(() -> garbage.run(Request.get("/")))
                .isInstanceOfSatisfying(
                        InvalidModuleException.class,
                        e -> assertThat(e.report().problems()).isNotEmpty());
        assertThatThrownBy(() -> example("no-such.wasm")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void closesAnEngineOfItsOwnOnly() throws IOException {
        var hello = Path.of("..", "examples", "hello", "hello.wasm");
        var own = Sandbox.of(hello);
        var derived = own.environment("A", "b");
        assertThat(derived.run(Request.get("/")).status()).isEqualTo(200);
        derived.close();
        assertThatThrownBy(() -> own.run(Request.get("/")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");

        var shared = SANDBOXES.of(hello);
        shared.close();
        assertThat(shared.run(Request.get("/")).status()).isEqualTo(200);
    }

    @Test
    void runsOnManyThreadsAtOnce() throws Exception {
        var sandbox = example("environment/environment.wasm");
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var runs =
                    java.util.stream.IntStream.range(0, 20)
                            .mapToObj(
                                    number ->
                                            threads.submit(
                                                    () ->
                                                            sandbox.run(
                                                                            Request.get(
                                                                                    "/?n="
                                                                                            + number))
                                                                    .text()))
                            .toList();
            for (int number = 0; number < runs.size(); number++) {
                assertThat(runs.get(number).get()).contains("QUERY_STRING=n=" + number);
            }
        }
    }
}
