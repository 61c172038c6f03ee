package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

@ExtendWith(TestApi.Provider.class)
class ErrorsIT {
    private static final int LONGEST_MILLIS = 30_000;

    private final TestApi api;

    ErrorsIT(TestApi api) {
        this.api = api;
    }

    @Test
    void isAliveAndReady() {
        assertThat(api.call("GET", "/healthz").ok().path("status").asString()).isEqualTo("up");
        assertThat(api.call("GET", "/readyz").ok().path("status").asString()).isEqualTo("ready");
    }

    @Test
    void explainsEachKindOfProblem() {
        for (var code : ErrorCode.values()) {
            var page = api.call("GET", "/problems/{slug}", code.slug()).ok();
            assertThat(page.path("status").asInt()).isEqualTo(code.status());
        }
        api.call("GET", "/problems/{slug}", "nope").refused(404, "not-found");
    }

    @Test
    void saysWhichMethodsAPathHas() {
        var reply = api.call("PATCH", "/v1/functions").send();

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow").split(", ")).containsExactlyInAnyOrder("GET", "POST");
        assertThat(reply.text("type")).endsWith("/method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/v1", "/v1/nope", "/v1/whoami/x", "/v2/whoami", "/v1/functions/a/b"})
    void refusesUnknownPaths(String path) throws Exception {
        var uri = URI.create("http://localhost:" + api.port() + path);
        var reply = api.http().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(reply.body()).contains("/not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1", "nope", "{\"name\":\"abc\"} x", "{\"a\":1,,}"})
    void refusesWhatIsNoJson(String body) {
        var reply = create(body).send();

        assertThat(reply.status()).as(reply.json().toString()).isIn(400, 422);
        assertThat(reply.text("detail")).doesNotContain("run.wasmcloud", "jackson");
    }

    @Test
    void tellsMalformedJsonFromJsonOfAnotherForm() {
        create("{").refused(400, "malformed-request");
        create("null").refused(422, "invalid-value");
        create("[]").refused(422, "invalid-value");
        create("{\"name\":{}}").refused(422, "invalid-value");
    }

    @Test
    void namesAFieldThatDoesNotExist() {
        var reply = create("{\"nmae\":\"abc\"}").refused(422, "invalid-value");
        assertThat(reply.json().toString()).doesNotContain("run.wasmcloud", "JsonToken");

        assertThat(reply.json().path("errors").get(0).path("pointer").asString())
                .isEqualTo("/nmae");
    }

    @Test
    void tellsAllFieldsOfAnotherFormAtOnceAndWhatElseIsWrong() {
        var user = api.newUser();
        var name = api.call("POST", "/v1/functions").as(user).json("{}").ok().path("name");
        var body =
                """
                {"visibility":"nope","requestBody":7,"description":"%s","sur/prise":[]}
                """
                        .formatted("x".repeat(1_001));

        var errors =
                api.call("PATCH", "/v1/functions/{name}", name.asString())
                        .as(user)
                        .json(body)
                        .refused(422, "invalid-value")
                        .json()
                        .path("errors");

        assertThat(errors.findValuesAsString("pointer"))
                .containsExactlyInAnyOrder(
                        "/visibility", "/requestBody", "/sur~1prise", "/description");
        assertThat(errors.findValuesAsString("detail"))
                .containsExactlyInAnyOrder(
                        "expected: public, private",
                        "expected: streamed, buffered",
                        "there is no such field (expected: description, requestBody, visibility)",
                        "1001 characters (expected: at most 1000)");
    }

    @Test
    void tellsOfFieldsWithinOthers() {
        var user = api.newUser();
        var name = api.call("POST", "/v1/functions").as(user).json("{}").ok().path("name");

        var errors =
                api.call("POST", "/v1/functions/{name}/deployments", name.asString())
                        .as(user)
                        .json(
                                """
                                {"example":["hello"],"policy":5,"config":{"A":1,"B":{},"1 C":"x","D":"x"}}
                                """)
                        .refused(422, "invalid-value")
                        .json()
                        .path("errors");

        assertThat(errors.findValuesAsString("pointer"))
                .containsExactlyInAnyOrder(
                        "/example", "/policy", "/config/A", "/config/B", "/config/1 C");
        assertThat(errors.findValuesAsString("detail")).contains("expected: a text");
    }

    @Test
    void doesNotBlameAFieldOfAnotherFormForBeingMissing() {
        var errors =
                api.call("POST", "/v1/tokens")
                        .as(api.newUser())
                        .json("{\"name\":1,\"scope\":\"root\",\"expiresAt\":\"soon\"}")
                        .refused(422, "invalid-value")
                        .json()
                        .path("errors");

        assertThat(errors.findValuesAsString("detail"))
                .containsExactlyInAnyOrder(
                        "expected: a text",
                        "expected: invoke, read, deploy, admin",
                        "expected: a time such as 2026-01-31T12:00:00Z");
    }

    @Test
    void refusesJsonThatIsTooLargeOrTooDeep() {
        create("{\"name\":\"" + "x".repeat(2 << 20) + "\"}").refused(413, "too-large");
        create("[".repeat(500_000)).refused(422, "invalid-value");
    }

    @Test
    void refusesAnotherMediaType() {
        api.call("POST", "/v1/functions")
                .as(api.newUser())
                .body("text/xml", HttpRequest.BodyPublishers.ofString("<x/>"))
                .refused(415, "wrong-media-type");
    }

    private Call create(String body) {
        return api.call("POST", "/v1/functions").as(api.newUser()).json(body);
    }

    @Test
    void answersHostNamesThatAreItsOwnOnly() throws IOException {
        assertThat(
                        raw(
                                """
                                GET /healthz HTTP/1.1
                                Host: evil.example

                                """))
                .startsWith("HTTP/1.1 404 ")
                .contains("/not-found");
        assertThat(
                        raw(
                                """
                                GET /healthz HTTP/1.1
                                Host: API.localhost:1

                                """))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void answersBrokenRequestsWithAProblem() throws IOException {
        assertThat(raw("GET /healthz HTTP/1.1\n\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
        assertThat(
                        raw(
                                """
                                GET /healthz HTTP/1.1
                                Host: localhost
                                X: %s

                                """
                                        .formatted("x".repeat(40_000))))
                .startsWith("HTTP/1.1 4")
                .contains("application/problem+json");
    }

    @Test
    void answersBeforeTheBodyOfARefusedRequestWasSent() throws IOException {
        assertThat(
                        raw(
                                """
                                POST /v1/modules HTTP/1.1
                                Host: localhost
                                Content-Type: application/wasm
                                Content-Length: 50000000

                                xx\
                                """))
                .startsWith("HTTP/1.1 401 ");
        assertThat(
                        raw(
                                """
                                POST /v1/modules HTTP/1.1
                                Host: localhost
                                Transfer-Encoding: chunked

                                7fffffff
                                xx\
                                """))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void refusesAChunkThatIsLongerThanAnyModule() throws IOException {
        assertThat(
                        raw(
                                """
                                POST /v1/modules HTTP/1.1
                                Host: localhost
                                Authorization: Bearer %s
                                Content-Type: application/wasm
                                Transfer-Encoding: chunked

                                7fffffff
                                xx\
                                """
                                        .formatted(api.newUser())))
                .startsWith("HTTP/1.1 413 ")
                .contains("/too-large");
    }

    @Test
    void servesManyRequestsOnOneConnection() throws IOException {
        var answers =
                raw(
                        """
                        GET /healthz HTTP/1.1
                        Host: localhost

                        GET /healthz HTTP/1.1
                        Host: localhost

                        """);

        assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(3);
    }

    @Test
    void saysWhenThePortIsInUse() {
        assertThatExceptionOfType(WasmcloudException.class)
                .isThrownBy(() -> api.openOn(api.port()).close())
                .withMessageContaining("port " + api.port())
                .extracting(WasmcloudException::code)
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }

    /** Sends bytes and returns what comes until the server has answered and closes or waits. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout(LONGEST_MILLIS);
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            var answer = readHead(socket);
            socket.shutdownOutput();
            return answer + new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** The answer has begun before the client ends its side. */
    private static String readHead(Socket socket) throws IOException {
        var first = socket.getInputStream().readNBytes(13);
        return new String(first, ISO_8859_1);
    }
}
