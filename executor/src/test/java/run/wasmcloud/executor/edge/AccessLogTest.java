package run.wasmcloud.executor.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import run.wasmcloud.model.WasmcloudException;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

@Timeout(60)
class AccessLogTest {
    @TempDir private Path folder;

    private static AccessEntry entry(String path, @Nullable String query, String userAgent) {
        return new AccessEntry(
                Instant.parse("2026-01-02T03:04:05Z"),
                "192.0.2.1",
                "GET",
                "hello.run.example",
                path,
                query,
                "HTTP/1.1",
                200,
                12,
                345,
                "01890000-0000-7000-8000-000000000000",
                "https://a.example/page?token=abc",
                userAgent);
    }

    private Path file() {
        return folder.resolve("logs").resolve("access.log");
    }

    private List<String> written(AccessLogForm form, AccessEntry... entries) throws IOException {
        try (var log = AccessLog.open(Optional.of(AccessLogSettings.of(file(), form)))) {
            Stream.of(entries).forEach(entry -> log.add(() -> entry));
        }
        return Files.readAllLines(file());
    }

    @Test
    void writesTheCombinedForm() throws IOException {
        assertThat(written(AccessLogForm.COMBINED, entry("/a", "b=c", "curl/8")))
                .containsExactly(
                        "192.0.2.1 - - [02/Jan/2026:03:04:05 +0000] \"GET /a?b=c HTTP/1.1\" 200 12"
                                + " \"https://a.example/page\" \"curl/8\" \"hello.run.example\" 345"
                                + " 01890000-0000-7000-8000-000000000000");
    }

    @Test
    void writesJson() throws IOException {
        var lines = written(AccessLogForm.JSON, entry("/a", null, "a \"quoted\"\nagent"));

        assertThat(lines).hasSize(1);
        var json = new JsonMapper().readTree(lines.getFirst());
        assertThat(json.get("target").asString()).isEqualTo("/a");
        assertThat(json.get("status").asInt()).isEqualTo(200);
        assertThat(json.get("userAgent").asString()).isEqualTo("a \"quoted\"\nagent");
        assertThat(json.get("time").asString()).isEqualTo("2026-01-02T03:04:05Z");
    }

    @Test
    void nothingInARequestCanBeginALine() throws IOException {
        assertThat(
                        written(
                                AccessLogForm.COMBINED,
                                entry("/\r\nx", "\u2028\" 200", "\n127.0.0.1 - -")))
                .singleElement()
                .asString()
                .contains("/\\u000d\\u000ax?\\u2028\\u0022 200")
                .contains("\"\\u000a127.0.0.1 - -\"");
    }

    @ParameterizedTest
    @CsvSource({
        "signature=abc,                signature=***",
        "a=b&Wasmcloud-Signature=x&c=d, a=b&Wasmcloud-Signature=***&c=d",
        "access_token=x&token=y,       access_token=***&token=***",
        "%74oken=x,                    %74oken=***",
        "TOKEN=x&apikey=y&api_key=z,   TOKEN=***&apikey=***&api_key=***",
        "password=a&client_secret=b,   password=***&client_secret=***",
        "key=1&monkey=2&keyboard=3,    key=***&monkey=2&keyboard=3",
        "code=a&state=b,               code=***&state=***",
        "token,                        token",
        "a=%zz&%zz=b,                  a=%zz&%zz=b",
    })
    void masksWhatMayBeASecret(String query, String masked) {
        assertThat(AccessLine.masked(query)).isEqualTo(masked);
    }

    @Test
    void cutsWhatIsVeryLong() throws IOException {
        var lines = written(AccessLogForm.COMBINED, entry("/" + "x".repeat(30_000), null, "y"));
        assertThat(lines.getFirst()).hasSizeLessThan(5_000).contains("\\u2026");
    }

    @Test
    void beginsAnotherFileWhenOneIsLongAndKeepsSoMany() throws IOException {
        var settings = new AccessLogSettings(file(), AccessLogForm.COMBINED, 1_000, 2, 100);
        try (var log = AccessLog.open(Optional.of(settings))) {
            for (int i = 0; i < 40; i++) {
                var path = "/" + i;
                log.add(() -> entry(path, null, "agent"));
            }
        }
        try (var files = Files.list(folder.resolve("logs"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("access.log", "access.log.1", "access.log.2");
        }
        assertThat(Files.readAllLines(file()).getLast()).contains("GET /39 ");
        for (var name : List.of("access.log", "access.log.1", "access.log.2")) {
            assertThat(Files.size(file().resolveSibling(name))).isLessThanOrEqualTo(1_000);
        }
    }

    @Test
    void goesOnAfterAnEarlierProcess() throws IOException {
        written(AccessLogForm.COMBINED, entry("/first", null, ""));
        assertThat(written(AccessLogForm.COMBINED, entry("/second", null, ""))).hasSize(2);
    }

    /** Making an entry is much quicker than writing one. */
    @Test
    void countsWhatItDrops() throws IOException {
        var settings = new AccessLogSettings(file(), AccessLogForm.COMBINED, 1 << 20, 0, 10);
        try (var log = AccessLog.open(Optional.of(settings))) {
            while (log.dropped() == 0) {
                log.add(() -> entry("/", null, "agent"));
            }
        }
        var lines = Files.readAllLines(file());
        assertThat(lines).anyMatch(line -> line.matches("# dropped \\d+ lines"));
    }

    @Test
    void saysWhyItCannotBeWritten() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "").resolve("access.log");
        assertThatThrownBy(
                        () ->
                                AccessLog.open(
                                        Optional.of(
                                                AccessLogSettings.of(file, AccessLogForm.JSON))))
                .isInstanceOf(WasmcloudException.class)
                .hasMessageContaining("expected: a file in a folder that this server may write to");
    }

    @Test
    void keepsNothingWhenItIsOff() {
        try (var log = AccessLog.open(Optional.empty())) {
            log.add(
                    () -> {
                        throw new AssertionError("the entry is made for nothing");
                    });
            assertThat(log.dropped()).isZero();
        }
    }
}
