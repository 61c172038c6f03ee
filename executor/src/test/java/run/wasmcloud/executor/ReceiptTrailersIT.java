package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.Token;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The receipt at the end of an answer, for whom the function belongs to; and the figures. */
@Timeout(300)
class ReceiptTrailersIT {
    private static TestExecutor executor;
    private static User owner;
    private static Function environment;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        executor = TestExecutor.open(folder);
        owner = executor.user(Plan.PAID);
        environment = executor.deploy(owner, "environment/environment.wasm", limits -> limits);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    private static String token(User user) {
        return executor.store()
                .tokens()
                .issue(
                        user.id(),
                        Token.Kind.API,
                        "test",
                        TokenScope.INVOKE,
                        Optional.empty(),
                        Instant.now().plusSeconds(600))
                .jwt();
    }

    private static String answer(String headers) throws IOException {
        try (var client = RawClient.connect(executor.port())) {
            client.send(
                    "GET / HTTP/1.1\nHost: %s.run.localhost\n%sConnection: close\n\n"
                            .formatted(environment.name(), headers));
            return client.readToEnd();
        }
    }

    @Test
    void endsTheAnswerWithTheReceiptForTheOwner() throws Exception {
        var answer = answer("TE: trailers\nWasmcloud-Token: " + token(owner) + "\n");

        assertThat(answer)
                .contains("Trailer: Wasmcloud-Outcome", "REQUEST_METHOD=GET")
                .doesNotContain("HTTP_WASMCLOUD_TOKEN", "Content-Length");
        var trailers = answer.substring(answer.indexOf("\r\n0\r\n"));
        assertThat(trailers)
                .contains("Wasmcloud-Outcome: completed\r\n")
                .containsPattern("Wasmcloud-Fuel: [1-9]\\d*\r\n")
                .containsPattern("Wasmcloud-Wall-Micros: [1-9]\\d*\r\n")
                .containsPattern("Wasmcloud-Memory-Bytes: [1-9]\\d*\r\n")
                .contains("Wasmcloud-Engine: wasmtime");
    }

    @Test
    void tellsOthersNothing() throws Exception {
        assertThat(answer("TE: trailers\n")).doesNotContain("Wasmcloud-Fuel");
        assertThat(answer("TE: trailers\nWasmcloud-Token: x\n")).doesNotContain("Wasmcloud-Fuel");
        assertThat(
                        answer(
                                "TE: trailers\nWasmcloud-Token: "
                                        + token(executor.user(Plan.PAID))
                                        + "\n"))
                .doesNotContain("Wasmcloud-Fuel");
        assertThat(answer("Wasmcloud-Token: " + token(owner) + "\n"))
                .doesNotContain("Wasmcloud-Fuel");
    }

    @Test
    void countsRequestsAndRunsWithoutNames() throws Exception {
        answer("");
        var meters = executor.meters;

        assertThat(meters.get("wasmcloud.requests").tag("status", "200").timer().count())
                .isPositive();
        assertThat(meters.get("wasmcloud.runs").tag("outcome", "completed").timer().count())
                .isPositive();
        assertThat(meters.get("wasmcloud.fuel").counter().count()).isPositive();
        assertThat(meters.get("wasmcloud.modules.bytes").gauge().value()).isPositive();
        assertThat(meters.get("wasmcloud.runs.going.on").gauge().value()).isZero();
        assertThat(meters.getMeters())
                .allSatisfy(
                        meter ->
                                assertThat(meter.getId().toString())
                                        .doesNotContain(environment.name().value()));
    }
}
