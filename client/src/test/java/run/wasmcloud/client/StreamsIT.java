package run.wasmcloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.client.RecordingServer.Answer;
import run.wasmcloud.model.FunctionName;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** What comes piece by piece, and what goes so. */
class StreamsIT {
    private static final FunctionName HELLO = new FunctionName("hello");
    private static final String ID = "019a0000-0000-7000-8000-000000000001";
    private static final String PROBLEM = "{\"title\":\"Conflict\",\"status\":409}";

    private static WasmcloudClient client(URI api) {
        return new WasmcloudClient(ClientSettings.of(api, null));
    }

    @Test
    void followsALog() throws IOException {
        var events =
                """
                retry: 1000

                id: 1
                event: line
                data: {"at":"2026-01-02T03:04:05Z","invocation":"%s","level":"info","source":"guest","text":"a"}

                : alive

                id: 2
                event: line
                data: {"at":"2026-01-02T03:04:05Z","invocation":"%s","level":"info","source":"guest","text":"b"}

                """
                        .formatted(ID, ID);
        try (var server = new RecordingServer(new Answer(200, "text/event-stream", events));
                var client = client(server.address());
                var lines =
                        client.functions()
                                .logs(HELLO)
                                .follow(new LogFilter(null, null, null, "a b", 5), "0")) {
            assertThat(Objects.requireNonNull(lines.next()).text()).isEqualTo("a");
            assertThat(Objects.requireNonNull(lines.next()).text()).isEqualTo("b");
            assertThat(lines.next()).isNull();
            assertThat(lines.lastId()).isEqualTo("2");
            var asked = server.asked().getFirst();
            assertThat(asked.target()).isEqualTo("/v1/functions/hello/logs?search=a%20b&limit=5");
            assertThat(asked.headers().getFirst("Last-Event-ID")).isEqualTo("0");
            assertThat(asked.headers().getFirst("Accept")).startsWith("text/event-stream");
        }
    }

    @Test
    void tellsWhyALogIsNotFollowed() throws IOException {
        try (var server =
                        new RecordingServer(new Answer(409, "application/problem+json", PROBLEM));
                var client = client(server.address())) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(
                            () ->
                                    client.functions()
                                            .logs(HELLO)
                                            .follow(new LogFilter(null, null, null, 5)));
        }
    }

    @Test
    void tellsHowMuchOfAnUploadIsSent(@TempDir Path folder) throws IOException {
        var file = Files.write(folder.resolve("m.wasm"), new byte[300_000]);
        var sent = new AtomicLong();
        var most = new AtomicLong();
        UploadListener listener =
                (bytes, total) -> {
                    assertThat(bytes).isGreaterThan(sent.getAndSet(bytes));
                    most.set(total);
                };
        var report = "{\"sha256\":\"%s\",\"size\":8,\"abi\":\"olin\"}".formatted("a".repeat(64));
        try (var server = new RecordingServer(Answer.json(report));
                var client =
                        new WasmcloudClient(ClientSettings.of(server.address(), null), listener)) {
            client.modules().check(file);
        }
        assertThat(sent).hasValue(300_000);
        assertThat(most).hasValue(300_000);
    }
}
