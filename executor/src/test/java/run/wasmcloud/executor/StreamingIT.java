package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.model.Outcome;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Bodies that go by while they are made, over both protocols. */
@Timeout(300)
class StreamingIT {
    private static final int MIB = 1024 * 1024;
    private static final long LONG_ANSWER = 1024L * MIB;

    private static TestExecutor executor;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        executor = TestExecutor.open(folder);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    /** A C program's printf: it sleeps for a second after each event, for a minute in all. */
    @ParameterizedTest
    @EnumSource
    void theFirstEventComesWhileTheGuestSleepsBeforeItsSecond(Version version) throws Exception {
        var clock = executor.deploy("clock/clock.wasm");
        var response =
                executor.client(version)
                        .send(
                                executor.request(clock, "?n=60").build(),
                                BodyHandlers.ofInputStream());
        assertThat(response.version()).isEqualTo(version);
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("id: 1");
            assertThat(executor.receiptsOf(clock)).isEmpty();
        }
        assertThat(executor.lastReceipt(clock).invocation().receipt().outcome())
                .isEqualTo(new Outcome.Cancelled());
    }

    @Test
    void aGuestAnswersBeforeAnHttp1RequestHasEnded() throws Exception {
        var hello = executor.deploy("hello/hello.wasm");
        try (var client = RawClient.connect(executor.port())) {
            client.send(
                    "POST / HTTP/1.1\nHost: %s.run.localhost\nTransfer-Encoding: chunked\n\n5\nhello\n"
                            .formatted(hello.name()));
            assertThat(client.readUpTo("Hello from WebAssembly!\n")).contains("200 OK");
        }
    }

    @Test
    void aGuestAnswersBeforeAnHttp2RequestHasEnded() throws Exception {
        var hello = executor.deploy("hello/hello.wasm");
        var body = new StringBuilder();
        try (var client = RawHttp2.connect(executor.port())) {
            client.send(
                    RawHttp2.HEADERS,
                    RawHttp2.END_HEADERS,
                    1,
                    RawHttp2.fields(
                            ":method",
                            "POST",
                            ":scheme",
                            "http",
                            ":path",
                            "/",
                            ":authority",
                            hello.name() + ".run.localhost"));
            client.send(RawHttp2.DATA, 0, 1, "hello".getBytes(StandardCharsets.US_ASCII));

            assertThat(client.awaitEnd(1, body)).isEqualTo(RawHttp2.End.ANSWERED);
        }
        assertThat(body).contains("Hello from WebAssembly!");
    }

    @ParameterizedTest
    @EnumSource
    void aGigabyteGoesByInConstantMemory(Version version) throws Exception {
        var flood =
                executor.deploy(
                        "misbehaving/stdout-flood.wasm",
                        limits ->
                                limits.withFuel(Long.MAX_VALUE)
                                        .withWallTime(Duration.ofMinutes(10)));
        var response =
                executor.client(version)
                        .send(executor.request(flood, "").build(), BodyHandlers.ofInputStream());
        var before = usedAfterCollecting();
        var most = 0L;
        var part = new byte[MIB];
        try (var body = response.body()) {
            long total = 0;
            long looked = 0;
            while (total < LONG_ANSWER) {
                var count = body.read(part);
                assertThat(count).isPositive();
                total += count;
                if (total - looked > LONG_ANSWER / 4) {
                    looked = total;
                    most = Math.max(most, usedAfterCollecting());
                }
            }
        }
        assertThat(most - before).isLessThan(64L * MIB);
    }

    private static long usedAfterCollecting() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Five seconds are promised; the receipt has a moment more to come to the store. */
    @ParameterizedTest
    @EnumSource
    void aGuestWhoseClientHasGoneEndsWithinFiveSeconds(Version version) throws Exception {
        var sleeper =
                executor.deployWith(
                        OlinGuests.sleeping(100_000),
                        limits -> limits.withWallTime(Duration.ofMinutes(2)));
        try (var client = TestExecutor.newClient(version)) {
            var _ =
                    client.sendAsync(
                            executor.request(sleeper, "").build(), BodyHandlers.ofString());
            executor.logWith(sleeper, "begun");
            var gone = System.nanoTime();
            client.shutdownNow();
            var _ = executor.lastReceipt(sleeper);
            assertThat(Duration.ofNanos(System.nanoTime() - gone))
                    .isLessThan(Duration.ofSeconds(15));
        }
    }
}
