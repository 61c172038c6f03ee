package run.wasmcloud.cgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.WasmcloudException;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class CgiEnvironmentTest {
    private static final InvocationId RUN =
            InvocationId.parse("01900000-0000-7000-8000-000000000001");
    private static final ExecutorId EXECUTOR =
            ExecutorId.parse("01900000-0000-7000-8000-000000000002");
    private static final CgiProgram PROGRAM = program(Map.of());

    private static CgiProgram program(Map<String, String> variables) {
        return new CgiProgram(new FunctionName("hello"), "wasmcloud/1.2", EXECUTOR, variables);
    }

    private static CgiRequest request(String path, @Nullable String query, CgiHeader... headers) {
        return request("http", "HTTP/1.1", "", path, query, -1, headers);
    }

    private static CgiRequest request(
            String scheme,
            String protocol,
            String scriptName,
            String path,
            @Nullable String query,
            long contentLength,
            CgiHeader... headers) {
        return new CgiRequest(
                RUN,
                "GET",
                scheme,
                protocol,
                scriptName,
                path,
                query,
                new CgiRequest.Server("hello.run.localhost", 8081),
                new CgiRequest.Client("192.0.2.7", "192.0.2.7", 50_000),
                contentLength,
                List.of(headers));
    }

    private static CgiRequest withHeaders(CgiHeader... headers) {
        return request("/", null, headers);
    }

    private static List<String> variables(CgiRequest request) {
        return text(CgiEnvironment.of(PROGRAM, request).variables());
    }

    private static List<String> arguments(@Nullable String query) {
        return text(CgiEnvironment.of(PROGRAM, request("/", query)).arguments());
    }

    private static List<String> text(List<byte[]> strings) {
        return strings.stream().map(string -> new String(string, UTF_8)).toList();
    }

    private static CgiHeader header(String name, String value) {
        return new CgiHeader(name, value);
    }

    @Test
    void tellsTheProgramOfItsRequest() {
        var variables =
                variables(
                        request(
                                "/a%20b/c",
                                "x=1&y=%20",
                                header("Host", "hello.run.localhost:8081"),
                                header("Accept", "*/*")));

        assertThat(variables)
                .containsExactlyInAnyOrder(
                        "GATEWAY_INTERFACE=CGI/1.1",
                        "SERVER_SOFTWARE=wasmcloud/1.2",
                        "SERVER_NAME=hello.run.localhost",
                        "SERVER_PORT=8081",
                        "SERVER_PROTOCOL=HTTP/1.1",
                        "REQUEST_METHOD=GET",
                        "REQUEST_URI=/a%20b/c?x=1&y=%20",
                        "PATH_INFO=/a b/c",
                        "PATH_TRANSLATED=/a b/c",
                        "SCRIPT_NAME=",
                        "QUERY_STRING=x=1&y=%20",
                        "REMOTE_ADDR=192.0.2.7",
                        "REMOTE_HOST=192.0.2.7",
                        "REMOTE_PORT=50000",
                        "HTTP_HOST=hello.run.localhost:8081",
                        "HTTP_ACCEPT=*/*",
                        "X_FULL_URL=http://hello.run.localhost:8081/a%20b/c?x=1&y=%20",
                        "RUN_ID=01900000-0000-7000-8000-000000000001",
                        "WORKER_ID=01900000-0000-7000-8000-000000000002");
    }

    @Test
    void takesTheScriptNameFromThePath() {
        var request = request("http", "HTTP/1.1", "/_fn/hello", "/_fn/hello/x%2Fy", null, -1);

        assertThat(variables(request))
                .contains(
                        "SCRIPT_NAME=/_fn/hello",
                        "PATH_INFO=/x/y",
                        "REQUEST_URI=/_fn/hello/x%2Fy",
                        "QUERY_STRING=");
        assertThat(variables(request("http", "HTTP/1.1", "/_fn/hello", "/_fn/hello", "", -1)))
                .contains("PATH_INFO=", "REQUEST_URI=/_fn/hello?", "QUERY_STRING=");
    }

    @Test
    void decodesThePathToBytes() {
        var variables = CgiEnvironment.of(PROGRAM, request("/%ff%C3%a4/\u00e4", null)).variables();

        assertThat(variables)
                .contains(
                        concatenated(
                                "PATH_INFO=/".getBytes(UTF_8),
                                new byte[] {(byte) 0xff},
                                "\u00e4/\u00e4".getBytes(UTF_8)));
    }

    private static byte[] concatenated(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (var part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/a%2", "/%zz", "/%0g", "/a%00b", "/%%20", "*", "a"})
    void refusesPathsThatCannotBeDecoded(String path) {
        assertThatThrownBy(() -> CgiEnvironment.of(PROGRAM, request(path, null)))
                .isInstanceOfSatisfying(
                        WasmcloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST))
                .hasMessageContaining("expected: ");
    }

    @Test
    void namesTheBadEscape() {
        var path = "/" + "a".repeat(10_000) + "%0" + "b".repeat(10_000) + "%0g";

        assertThatThrownBy(() -> CgiEnvironment.of(PROGRAM, request(path, null)))
                .hasMessage("path has '%0g' (expected: % and two hexadecimal digits, not 00)");
    }

    @Test
    void tellsOfHttps() {
        assertThat(variables(request("https", "HTTP/1.1", "", "/", null, -1))).contains("HTTPS=on");
        assertThat(variables(withHeaders())).noneMatch(entry -> entry.startsWith("HTTPS="));
    }

    @Test
    void writesTheProtocolWithTwoNumbers() {
        assertThat(variables(request("http", "HTTP/2", "", "/", null, -1)))
                .contains("SERVER_PROTOCOL=HTTP/2.0");
    }

    @Test
    void tellsTheBodysTypeAndLengthOnce() {
        var request =
                request(
                        "http",
                        "HTTP/1.1",
                        "",
                        "/",
                        null,
                        12,
                        header("content-type", "text/plain"),
                        header("Content-Type", "text/html"),
                        header("content-length", "12"));

        assertThat(variables(request))
                .contains("CONTENT_TYPE=text/plain", "CONTENT_LENGTH=12")
                .noneMatch(entry -> entry.startsWith("HTTP_CONTENT"));
    }

    @Test
    void tellsNoLengthOfAChunkedBody() {
        assertThat(variables(withHeaders(header("Transfer-Encoding", "chunked"))))
                .noneMatch(entry -> entry.startsWith("CONTENT_LENGTH="))
                .noneMatch(entry -> entry.startsWith("HTTP_TRANSFER"));
    }

    @Test
    void tellsTheLengthOfAnEmptyBody() {
        assertThat(variables(request("http", "HTTP/1.1", "", "/", null, 0)))
                .contains("CONTENT_LENGTH=0");
    }

    @Test
    void joinsHeadersOfOneName() {
        var variables =
                variables(
                        withHeaders(
                                header("X-Forwarded-For", "a"),
                                header("Cookie", "a=1"),
                                header("x-forwarded-for", "b"),
                                header("cookie", "b=2"),
                                header("X-FORWARDED-FOR", "c")));

        assertThat(variables).contains("HTTP_X_FORWARDED_FOR=a, b, c", "HTTP_COOKIE=a=1; b=2");
    }

    @Test
    void passesAuthorizationOn() {
        assertThat(variables(withHeaders(header("authorization", "Bearer x"))))
                .contains("HTTP_AUTHORIZATION=Bearer x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Proxy",
                "PROXY",
                "Connection",
                "Keep-Alive",
                "Proxy-Authenticate",
                "Proxy-Authorization",
                "Proxy-Connection",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "HTTP2-Settings",
                "X_Under",
                "X-_A",
                "X=A",
                "X\0A",
                "X A",
                "X\u00e4",
            })
    void doesNotPassOn(String name) {
        assertThat(variables(withHeaders(header(name, "x"))))
                .noneMatch(entry -> entry.startsWith("HTTP_"));
    }

    @ParameterizedTest
    @CsvSource({"i-i, HTTP_I_I", "X.y!1, HTTP_X.Y!1"})
    void writesNamesInUpperCaseInEveryLocale(String name, String variable) {
        assertThat(variables(withHeaders(header(name, "x")))).contains(variable + "=x");
    }

    @Test
    void buildsTheFullUrlWithoutAHostHeader() {
        assertThat(variables(request("/x", "y")))
                .contains("X_FULL_URL=http://hello.run.localhost:8081/x?y");
    }

    @Test
    void passesTheFunctionsVariables() {
        var program = program(Map.of("GREETING", "Gr\u00fc\u00dfe", "EMPTY", ""));

        assertThat(text(CgiEnvironment.of(program, withHeaders()).variables()))
                .contains("GREETING=Gr\u00fc\u00dfe", "EMPTY=");
        assertThat(program.ignoredVariables()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REQUEST_METHOD",
                "PATH_INFO",
                "REMOTE_USER",
                "AUTH_TYPE",
                "HTTPS",
                "HTTP_HOST",
                "HTTP_ANYTHING",
                "RUN_ID",
                "WORKER_ID",
                "SERVER_SOFTWARE",
                "",
                "A=B",
                "A\0",
            })
    void doesNotLetTheFunctionsVariablesOverrideThoseOfCgi(String name) {
        var program = program(Map.of(name, "mine", "FINE", "x"));

        assertThat(text(CgiEnvironment.of(program, withHeaders()).variables()))
                .contains("FINE=x")
                .noneMatch(entry -> entry.endsWith("=mine"));
        assertThat(program.ignoredVariables()).containsExactly(name);
    }

    @Test
    void ignoresVariablesWhoseValuesHoldANul() {
        assertThat(program(Map.of("A", "x\0y")).ignoredVariables()).containsExactly("A");
    }

    @Test
    void namesNoVariableTwice() {
        var names = new ArrayList<String>();
        for (var entry : variables(withHeaders(header("Host", "a"), header("host", "b")))) {
            names.add(entry.substring(0, entry.indexOf('=')));
        }

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void givesTheQuerysPartsAsArguments() {
        assertThat(arguments(null)).containsExactly("hello");
        assertThat(arguments("")).containsExactly("hello");
        assertThat(arguments("name=Ada&year=1843"))
                .containsExactly("hello", "name=Ada", "year=1843");
        assertThat(arguments("a%20b&c%26d&e+f&&%C3%A4"))
                .containsExactly("hello", "a b", "c&d", "e+f", "", "\u00e4");
        assertThat(arguments("a&")).containsExactly("hello", "a", "");
    }

    @Test
    void givesPartsThatCannotBeDecodedAsTheyAre() {
        assertThat(arguments("100%&%00&%zz%20&%41"))
                .containsExactly("hello", "100%", "%00", "%zz%20", "A");
    }

    @Test
    void refusesAPathThatTheScriptNameDoesNotBegin() {
        assertThatThrownBy(() -> request("http", "HTTP/1.1", "/_fn/a", "/x", null, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: to begin with '/_fn/a'");
    }
}
