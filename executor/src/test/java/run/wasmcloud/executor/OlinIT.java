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
import run.wasmcloud.store.LogQuery;

import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** Functions of the Olin ABI, over real HTTP. */
@Timeout(300)
class OlinIT {
    private static TestExecutor executor;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        executor = TestExecutor.open(folder);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    @Test
    void keepsWhatAGuestLogsWithLevelAndSource() throws Exception {
        var function = executor.deploy(OlinGuests.logging(), null);

        var response = executor.get(function, "");

        assertThat(response.body()).isEqualTo("ok");
        executor.logWith(function, "pre: text");
        assertThat(
                        executor.store()
                                .logLines()
                                .list(LogQuery.last(function.id(), 100))
                                .items()
                                .reversed())
                .extracting(entry -> entry.line().level() + " " + entry.line().source())
                .containsExactly(
                        "ERROR GUEST", "WARNING GUEST", "INFO GUEST", "INFO GUEST", "INFO GUEST");
        assertThat(executor.log(function))
                .containsExactly(
                        "GUEST error",
                        "GUEST warning",
                        "GUEST info",
                        "GUEST level 9: other",
                        "GUEST pre: text");
    }

    @ParameterizedTest
    @CsvSource({"null://, +", "zero://, +", "random://, +", "log://, +", "ftp://example.com/, -"})
    void opensWhatTheStandardPolicyAllows(String url, String answer) throws Exception {
        var function = executor.deploy(OlinGuests.opening(url), null);

        var response = executor.get(function, "");

        assertThat(response.body()).isEqualTo(answer);
    }

    @Test
    void endsARunThatItsOwnPolicyForbids() throws Exception {
        var function = executor.deploy(OlinGuests.opening("zero://"), "allow ^random://$\n");

        var response = executor.get(function, "");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("\"kind\":\"denied\"").doesNotContain("zero://");
        assertThat(executor.receipt(TestExecutor.invocation(response)).invocation().receipt())
                .extracting(receipt -> receipt.outcome())
                .isInstanceOf(Outcome.Denied.class);
        assertThat(executor.logWith(function, "vibe check failed"))
                .filteredOn(line -> line.contains("forbidden by policy: zero://"))
                .hasSize(1);
    }

    @Test
    void reachesAnotherFunctionAndIsNamedThere() throws Exception {
        var upstream = executor.deploy("environment/environment.wasm");
        var function = executor.deploy(fetching("/_fn/" + upstream.name() + "/"), null);

        var response = executor.get(function, "");

        assertThat(response.body())
                .startsWith("HTTP/1.1 200")
                .contains("HTTP_CDN_LOOP=wasmcloud; function=" + function.name());
        var receipt = executor.receipt(TestExecutor.invocation(response)).invocation().receipt();
        assertThat(receipt.outboundRequests()).isEqualTo(1);
        assertThat(receipt.resourcesOpened()).containsOnlyKeys("http://localhost");
    }

    private static byte[] fetching(String target) {
        return OlinGuests.fetching(executor.port(), "localhost:" + executor.port(), target, 1);
    }

    @ParameterizedTest
    @EnumSource
    void refusesARequestThatHasComeThroughTheFunctionTooOften(Version version) throws Exception {
        var function = executor.deploy("hello/hello.wasm");
        var own = "wasmcloud; function=" + function.name();
        var request =
                executor.request(function, "")
                        .header("CDN-Loop", own + ", other; function=x")
                        .header("CDN-Loop", own)
                        .header("CDN-Loop", own);

        var response = executor.client(version).send(request.build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(508);
        assertThat(response.body()).contains("loop-detected");
        assertThat(executor.logWith(function, "a loop")).hasSize(1);
        assertThat(executor.receiptsOf(function)).isEmpty();
    }

    @Test
    void endsAFunctionThatCallsItself() throws Exception {
        var function = executor.deploy("hello/hello.wasm");
        var self = "/_fn/" + function.name() + "/";
        executor.deployTo(function, fetching(self), null);

        var response = executor.get(function, "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(executor.logWith(function, "a loop")).hasSize(1);
        TestExecutor.await("a receipt of each", () -> executor.receiptsOf(function).size() == 3);
    }
}
