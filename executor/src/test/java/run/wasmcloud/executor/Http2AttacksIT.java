package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.store.Function;

import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpClient.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** HTTP/2 as only an attacker speaks it. The server answers others afterwards. */
@Timeout(300)
class Http2AttacksIT {
    private static TestExecutor executor;
    private static Function function;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        executor = TestExecutor.open(folder);
        function = executor.deploy("environment/environment.wasm");
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    @AfterEach
    void others() throws Exception {
        assertThat(executor.get(Version.HTTP_2, function, "").statusCode()).isEqualTo(200);
    }

    private static String host() {
        return function.name() + ".run.localhost";
    }

    private static List<String> good() {
        return new ArrayList<>(
                List.of(":method", "GET", ":scheme", "http", ":path", "/", ":authority", host()));
    }

    private static String body(List<String> fields) throws IOException {
        var body = new StringBuilder();
        try (var client = RawHttp2.connect(executor.port())) {
            client.send(
                    RawHttp2.HEADERS,
                    RawHttp2.END_HEADERS | RawHttp2.END_STREAM,
                    1,
                    RawHttp2.fields(fields.toArray(new String[0])));
            var _ = client.awaitEnd(1, body);
        }
        return body.toString();
    }

    private static void assertRefused(List<String> fields) throws IOException {
        assertThat(body(fields)).doesNotContain("REQUEST_METHOD=");
    }

    @Test
    void answersWhatIsRight() throws IOException {
        assertThat(body(good())).contains("REQUEST_METHOD=GET", "SERVER_PROTOCOL=HTTP/2.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {":method", ":scheme", ":path"})
    void refusesAPseudoHeaderThatIsMissing(String name) throws IOException {
        var fields = good();
        var at = fields.indexOf(name);
        fields.subList(at, at + 2).clear();
        assertRefused(fields);
    }

    @ParameterizedTest
    @ValueSource(strings = {":method", ":scheme", ":path", ":authority"})
    void refusesAPseudoHeaderTwice(String name) throws IOException {
        var fields = good();
        fields.addAll(List.of(name, fields.get(fields.indexOf(name) + 1)));
        assertRefused(fields);
    }

    @Test
    void refusesAPseudoHeaderAfterOthers() throws IOException {
        var fields = good();
        fields.addAll(0, List.of("x-a", "b"));
        assertRefused(fields);
    }

    @ParameterizedTest
    @ValueSource(strings = {":status", ":unknown", ":"})
    void refusesAPseudoHeaderThatIsNone(String name) throws IOException {
        var fields = good();
        fields.addAll(List.of(name, "200"));
        assertRefused(fields);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/a\r\nx: y", "", "a", "http://evil.example/", "/a\0"})
    void refusesAPathThatIsNone(String path) throws IOException {
        var fields = good();
        fields.set(fields.indexOf(":path") + 1, path);
        assertRefused(fields);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "GE T", "", "GET\r\n"})
    void refusesAMethodThatIsNone(String method) throws IOException {
        var fields = good();
        fields.set(1, method);
        assertRefused(fields);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nx-smuggled: b", "a\nb", "a\rb", "a\0b"})
    void refusesLineEndsAndNulInAValue(String value) throws IOException {
        var fields = good();
        fields.addAll(List.of("x-a", value));
        assertRefused(fields);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-A", "x a", "x\na", "x:a", ""})
    void refusesANameThatIsNone(String name) throws IOException {
        var fields = good();
        fields.addAll(List.of(name, "b"));
        assertRefused(fields);
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgrade: h2c", "keep-alive: 1", "proxy-connection: x"})
    void keepsHeadersOfConnectionsFromFunctions(String field) throws IOException {
        var fields = good();
        fields.addAll(List.of(field.split(": ")));
        assertThat(body(fields))
                .doesNotContain("HTTP_UPGRADE", "HTTP_KEEP_ALIVE", "HTTP_PROXY_CONNECTION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection: x-a", "transfer-encoding: chunked", "te: gzip"})
    void refusesHeadersOfConnections(String field) throws IOException {
        var fields = good();
        fields.addAll(List.of(field.split(": ")));
        assertRefused(fields);
    }

    @Test
    void refusesAHostBesideAnotherAuthority() throws IOException {
        var fields = good();
        fields.addAll(List.of("host", "evil.example"));
        assertThat(body(fields)).doesNotContain("evil.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "10", "-1", "x", "5, 5"})
    void neverBelievesAContentLengthThatIsNotTheBodys(String length) throws IOException {
        var echo = executor.deploy("echo/echo.wasm");
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
                            echo.name() + ".run.localhost",
                            "content-length",
                            length));
            client.send(
                    RawHttp2.DATA,
                    RawHttp2.END_STREAM,
                    1,
                    "hello".getBytes(StandardCharsets.US_ASCII));
            var end = client.awaitEnd(1, body);

            assertThat(end == RawHttp2.End.ANSWERED && body.toString().equals("hello"))
                    .as("answered as if the length were right")
                    .isFalse();
        }
    }

    /** CVE-2023-44487: streams that are begun and reset at once cost the client nothing. */
    @Test
    void boundsStreamsThatAreResetAtOnce() throws Exception {
        var fields = RawHttp2.fields(good().toArray(new String[0]));
        try (var client = RawHttp2.connect(executor.port())) {
            for (int stream = 1; stream < 40_000; stream += 2) {
                client.send(
                        RawHttp2.HEADERS,
                        RawHttp2.END_HEADERS | RawHttp2.END_STREAM,
                        stream,
                        fields);
                client.send(RawHttp2.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
            }
            assertThat(client.awaitEnd(39_999, new StringBuilder()))
                    .isEqualTo(RawHttp2.End.CONNECTION_ENDED);
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset).*");
        }
    }

    /** CVE-2024-27316: a head that never ends. */
    @Test
    void boundsHeadsThatGoOnForEver() throws Exception {
        try (var client = RawHttp2.connect(executor.port())) {
            client.send(RawHttp2.HEADERS, 0, 1, RawHttp2.fields(good().toArray(new String[0])));
            for (int i = 0; i < 10_000; i++) {
                client.send(
                        RawHttp2.CONTINUATION, 0, 1, RawHttp2.fields("x-" + i, "a".repeat(1_000)));
            }
            assertThat(client.awaitEnd(1, new StringBuilder())).isNotEqualTo(RawHttp2.End.ANSWERED);
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset).*");
        }
    }

    @Test
    void boundsEmptyContinuations() throws Exception {
        try (var client = RawHttp2.connect(executor.port())) {
            client.send(RawHttp2.HEADERS, 0, 1, RawHttp2.fields(good().toArray(new String[0])));
            for (int i = 0; i < 20_000; i++) {
                client.send(RawHttp2.CONTINUATION, 0, 1, new byte[0]);
            }
            assertThat(client.awaitEnd(1, new StringBuilder())).isNotEqualTo(RawHttp2.End.ANSWERED);
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset).*");
        }
    }
}
