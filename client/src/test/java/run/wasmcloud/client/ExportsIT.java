package run.wasmcloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import run.wasmcloud.client.RecordingServer.Answer;
import run.wasmcloud.model.FunctionName;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;

class ExportsIT {
    private static final AccessToken TOKEN = new AccessToken("secret.jwt.text");
    private static final FunctionName HELLO = new FunctionName("hello");
    private static final Instant SINCE = Instant.parse("2026-01-02T03:00:00Z");
    private static final String SUMS =
            """
            {"invocations":2,"outcomes":{"completed":2},"fuel":7,"cpuMillis":1,"wallMillis":2,
             "memoryByteSeconds":3,"bytesIn":4,"bytesOut":5,"outboundRequests":6}\
            """;

    private static WasmcloudClient client(RecordingServer server) {
        return new WasmcloudClient(ClientSettings.of(server.address(), TOKEN));
    }

    @Test
    void returnsTheStepsOfAChart() throws IOException {
        var report =
                """
                {"since":"2026-01-02T03:00:00Z","until":"2026-01-02T03:01:00Z","stepSeconds":60,"steps":[
                 {"from":"2026-01-02T03:00:00Z","requests":2,"outcomes":{"completed":2},
                  "wallMicros":{"p50":1,"p90":2,"p99":3},"fuel":4,"peakMemoryBytes":5,
                  "averageMemoryBytes":6}]}\
                """;
        try (var server = new RecordingServer(Answer.json(report));
                var client = client(server)) {
            var metrics =
                    client.functions().exports(HELLO).metrics(SINCE, null, Duration.ofMinutes(1));

            assertThat(metrics.steps().getFirst().wallMicros().p99()).isEqualTo(3);
            assertThat(server.asked().getFirst().target())
                    .isEqualTo(
                            "/v1/functions/hello/metrics?since=2026-01-02T03%3A00%3A00Z&step=60");
        }
    }

    @Test
    void returnsWhatAllFunctionsDid() throws IOException {
        var activity =
                """
                {"since":"2026-01-02T03:00:00Z","until":"2026-01-02T03:02:00Z","stepSeconds":60,
                 "items":[{"function":"hello","requests":[1,2],"failures":[0,1]}]}\
                """;
        var platform =
                """
                {"since":"2026-01-02T03:00:00Z","until":"2026-01-02T03:01:00Z","stepSeconds":60,"steps":[]}\
                """;
        var executor = UUID.randomUUID();
        try (var server = new RecordingServer(Answer.json(activity), Answer.json(platform));
                var client = client(server)) {
            assertThat(client.activity().items().getFirst().failures()).containsExactly(0L, 1L);
            assertThat(client.platformMetrics(executor, null, SINCE, null).stepSeconds())
                    .isEqualTo(60);

            assertThat(server.asked().get(0).target()).isEqualTo("/v1/metrics");
            assertThat(server.asked().get(1).target())
                    .isEqualTo(
                            "/v1/platform/metrics?executor=%s&until=2026-01-02T03%%3A00%%3A00Z"
                                    .formatted(executor));
        }
    }

    @Test
    void opensADocumentAsItIs() throws IOException {
        try (var server =
                        new RecordingServer(
                                new Answer(
                                        200, "text/csv; charset=utf-8", "at,text\r\n1,'=x\r\n"));
                var client = client(server);
                var stream = client.functions().exports(HELLO).open("logs", "csv", null, SINCE)) {
            assertThat(new String(stream.readAllBytes(), UTF_8)).isEqualTo("at,text\r\n1,'=x\r\n");
            assertThat(server.asked().getFirst().target())
                    .isEqualTo(
                            "/v1/functions/hello/export?until=2026-01-02T03%3A00%3A00Z&kind=logs&format=csv");
        }
    }

    @Test
    void tellsWhyADocumentIsRefused() throws IOException {
        var problem =
                new Answer(
                        404,
                        "application/problem+json",
                        """
                        {"type":"t","title":"Not found","status":404,"detail":"There is no such function",
                         "instance":"urn:uuid:x","errors":[]}\
                        """);
        try (var server = new RecordingServer(problem);
                var client = client(server)) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(
                            () ->
                                    client.functions()
                                            .exports(HELLO)
                                            .open("receipts", "ndjson", null, null))
                    .withMessageContaining("There is no such function");
        }
    }

    @Test
    void returnsAMonthsAccount() throws IOException {
        var statement =
                """
                {"month":"2026-01","since":"2026-01-01T00:00:00Z","until":"2026-02-01T00:00:00Z","plan":"free",
                 "complete":true,"functions":[],"total":%s}\
                """
                        .formatted(SUMS);
        try (var server = new RecordingServer(Answer.json(statement));
                var client = client(server)) {
            assertThat(client.statement(YearMonth.of(2026, 1)).total().fuel()).isEqualTo(7);
            assertThat(server.asked().getFirst().target()).isEqualTo("/v1/statements/2026-01");
        }
    }
}
