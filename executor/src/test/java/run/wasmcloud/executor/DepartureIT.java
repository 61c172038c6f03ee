package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.store.Function;

import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** Clients that go away while their function is silent, and those that stay. */
@Timeout(300)
class DepartureIT {
    /** Longer than any test waits: only a departure ends these runs before. */
    private static final Duration LONG = Duration.ofMinutes(2);

    private static TestExecutor executor;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        executor = TestExecutor.open(folder);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    private static Function endless(String guest) {
        return executor.deploy(
                "misbehaving/" + guest + ".wasm",
                limits -> limits.withFuel(Long.MAX_VALUE).withWallTime(LONG));
    }

    private static void assertCancelled(Function function) {
        var receipt = executor.lastReceipt(function).invocation().receipt();
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Cancelled());
        assertThat(receipt.wallTime()).isLessThan(LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep", "loop"})
    void endsAGuestWhoseHttp1ClientHasGone(String guest) throws Exception {
        var function = endless(guest);
        try (var client = RawClient.connect(executor.port())) {
            client.send("GET / HTTP/1.1\nHost: %s.run.localhost\n\n".formatted(function.name()));
        }
        assertCancelled(function);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789", "01234"})
    void endsAGuestThatDidNotReadTheBodyOfAClientThatHasGone(String sent) throws Exception {
        var function = endless("sleep");
        try (var client = RawClient.connect(executor.port())) {
            client.send(
                    "POST / HTTP/1.1\nHost: %s.run.localhost\nContent-Length: 10\n\n%s"
                            .formatted(function.name(), sent));
        }
        assertCancelled(function);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsAGuestWhoseHttp2StreamIsResetOrWhoseConnectionEnds(boolean reset) throws Exception {
        var function =
                executor.deployWith(
                        OlinGuests.sleeping(100_000), limits -> limits.withWallTime(LONG));
        try (var client = TestExecutor.newClient(Version.HTTP_2)) {
            assertThat(
                            client.send(
                                            executor.request(
                                                            executor.deploy("hello/hello.wasm"), "")
                                                    .build(),
                                            BodyHandlers.ofString())
                                    .version())
                    .isEqualTo(Version.HTTP_2);
            var response =
                    client.sendAsync(
                            executor.request(function, "").build(), BodyHandlers.ofString());
            executor.logWith(function, "begun");
            if (reset) {
                assertThat(response.cancel(true)).isTrue();
            } else {
                client.shutdownNow();
            }
            assertCancelled(function);
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersAPatientClientAndItsNextRequests(Version version) throws Exception {
        var slow = executor.deploy(OlinGuests.sleeping(1_000), null);
        for (int i = 0; i < 2; i++) {
            var response =
                    executor.client(version)
                            .send(
                                    executor.request(slow, "")
                                            .POST(BodyPublishers.ofString("body"))
                                            .build(),
                                    BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("awake");
        }
        assertThat(executor.lastReceipt(slow).invocation().receipt().outcome())
                .isEqualTo(new Outcome.Completed());
    }

    @Test
    void losesNothingOfWhatAClientSendsAhead() throws Exception {
        var slow = executor.deploy(OlinGuests.sleeping(1_500), null);
        var hello = executor.deploy("hello/hello.wasm");
        try (var client = RawClient.connect(executor.port())) {
            client.send("GET / HTTP/1.1\nHost: %s.run.localhost\n\n".formatted(slow.name()));
            executor.logWith(slow, "again");
            client.send(
                    "GET / HTTP/1.1\nHost: %s.run.localhost\nConnection: close\n\n"
                            .formatted(hello.name()));

            assertThat(client.readToEnd())
                    .containsSubsequence("awake", "Hello from WebAssembly!\n");
        }
        assertThat(executor.lastReceipt(slow).invocation().receipt().outcome())
                .isEqualTo(new Outcome.Completed());
    }
}
