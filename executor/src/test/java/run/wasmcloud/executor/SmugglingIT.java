package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.store.Function;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Requests that two servers could read in two ways, as raw text: each is refused, and the
 * connection with it, so that nothing of it is taken for a further request.
 */
@Timeout(300)
class SmugglingIT {
    private static final Pattern STATUS_LINE = Pattern.compile("^HTTP/1\\.1 ", Pattern.MULTILINE);

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

    /** Returns all that comes; each line of the request ends with CR LF. */
    private static String answer(String request) throws IOException {
        return answer(request, true);
    }

    private static String answer(String request, boolean lines) throws IOException {
        try (var client = RawClient.connect(executor.port())) {
            var text = request.replace("HOST", function.name() + ".run.localhost");
            if (lines) {
                client.send(text);
            } else {
                client.sendBytes(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            }
            client.shutdownOutput();
            return client.readToEnd();
        } catch (SocketException e) {
            return "";
        }
    }

    private static void assertRefused(String answer, int... statuses) {
        assertThat(answer).as("one answer, and none for what was smuggled").isNotEmpty();
        assertThat(STATUS_LINE.matcher(answer).results()).hasSize(1);
        assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*").doesNotContain("REQUEST_METHOD");
        if (statuses.length > 0) {
            assertThat(Integer.parseInt(answer.substring(9, 12))).isIn(box(statuses));
        }
    }

    private static Object[] box(int[] statuses) {
        return java.util.Arrays.stream(statuses).boxed().toArray();
    }

    private static final String SMUGGLED =
            """
            GET /smuggled HTTP/1.1
            Host: HOST

            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chunked",
                "Chunked",
                "gzip, chunked",
                "identity",
                "xchunked",
                "chunked, chunked"
            })
    void refusesContentLengthBesideTransferEncoding(String encoding) throws IOException {
        assertRefused(
                answer(
                        """
                        POST / HTTP/1.1
                        Host: HOST
                        Content-Length: 5
                        Transfer-Encoding: %s

                        0

                        """
                                        .formatted(encoding)
                                + SMUGGLED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "identity",
                "xchunked",
                "chunked, identity",
                "chunked, gzip",
                "\"chunked\""
            })
    void refusesATransferEncodingThatDoesNotEndInChunked(String encoding) throws IOException {
        assertRefused(
                answer(
                        """
                        POST / HTTP/1.1
                        Host: HOST
                        Transfer-Encoding: %s

                        0

                        """
                                        .formatted(encoding)
                                + SMUGGLED));
    }

    @Test
    void refusesTransferEncodingTwice() throws IOException {
        assertRefused(
                answer(
                        """
                        POST / HTTP/1.1
                        Host: HOST
                        Transfer-Encoding: chunked
                        Transfer-Encoding: identity

                        0

                        """
                                + SMUGGLED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\nContent-Length: 6",
                "Content-Length: 5, 6",
                "Content-Length: 5\nContent-Length: 0"
            })
    void refusesTwoContentLengths(String headers) throws IOException {
        assertRefused(answer("POST / HTTP/1.1\nHost: HOST\n" + headers + "\n\nhello" + SMUGGLED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+5", "0x5", "5 5", "5a", "99999999999999999999", "5.0", "\"5\""})
    void refusesAContentLengthThatIsNoNumber(String length) throws IOException {
        assertRefused(
                answer(
                        "POST / HTTP/1.1\nHost: HOST\nContent-Length: "
                                + length
                                + "\n\nhello"
                                + SMUGGLED));
    }

    @Test
    void refusesABareCarriageReturnInAHeader() throws IOException {
        assertRefused(
                answer("GET / HTTP/1.1\r\nHost: HOST\r\nX-A: b\rX-Smuggled: c\r\n\r\n", false));
    }

    @Test
    void refusesABareLineFeedInAHeader() throws IOException {
        assertRefused(
                answer("GET / HTTP/1.1\r\nHost: HOST\r\nX-A: b\nX-Smuggled: c\r\n\r\n", false));
    }

    @Test
    void answersNothingToABareLineFeedAfterTheRequestLine() throws IOException {
        assertThat(answer("GET / HTTP/1.1\nHost: HOST\r\n\r\n", false))
                .doesNotContain("REQUEST_METHOD", "200 OK");
    }

    @Test
    void refusesABareCarriageReturnInTheRequestLine() throws IOException {
        assertRefused(answer("GET /a\rb HTTP/1.1\r\nHost: HOST\r\n\r\n", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t"})
    void refusesFoldedHeaders(String fold) throws IOException {
        assertRefused(answer("GET / HTTP/1.1\nHost: HOST\nX-A: b\n" + fold + "c: d\n\n"));
    }

    @Test
    void refusesAFoldedFirstHeader() throws IOException {
        assertRefused(answer("GET / HTTP/1.1\n X-A: b\nHost: HOST\n\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length : 5",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding\t: chunked",
                "X-A : b"
            })
    void refusesSpaceBeforeTheColon(String header) throws IOException {
        assertRefused(answer("POST / HTTP/1.1\nHost: HOST\n" + header + "\n\n0\n\n" + SMUGGLED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X A: b", ": b", "X-\u00c4: b", "X(a): b", "no colon at all"})
    void refusesHeaderNamesThatAreNone(String header) throws IOException {
        assertRefused(answer("GET / HTTP/1.1\nHost: HOST\n" + header + "\n\n"));
    }

    @Test
    void refusesNulInAHeader() throws IOException {
        assertRefused(answer("GET / HTTP/1.1\nHost: HOST\nX-A: b\0c\n\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\0b", "/%00"})
    void refusesNulInThePath(String path) throws IOException {
        assertRefused(answer("GET " + path + " HTTP/1.1\nHost: HOST\n\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://evil.example/ HTTP/1.1",
                "GET https://HOST/ HTTP/1.1",
                "GET http://HOST@evil.example/ HTTP/1.1"
            })
    void neverBelievesTheHostOfAnAbsoluteTarget(String line) throws IOException {
        var answer = answer(line + "\nHost: HOST\nConnection: close\n\n");

        assertThat(answer).doesNotContain("SERVER_NAME=evil", "HTTP_HOST=evil");
        assertThat(STATUS_LINE.matcher(answer).results()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host: HOST\nHost: HOST\n",
                "Host: HOST\nHost: evil.example\n",
                "Host: HOST, HOST\n",
                "Host: a@HOST\n",
                "Host: HOST/x\n"
            })
    void refusesAnythingButOneHost(String hosts) throws IOException {
        assertRefused(answer("GET / HTTP/1.1\n" + hosts + "Connection: close\n\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.0",
                "GET / HTTP/2.0",
                "GET / HTTP/1.2",
                "GET /",
                "GET  / HTTP/1.1",
                "GET / x HTTP/1.1",
                "GET / HTTP/1.1 "
            })
    void answersNoOtherRequestLine(String line) throws IOException {
        assertThat(answer(line + "\nHost: HOST\nConnection: close\n\n"))
                .doesNotContain("REQUEST_METHOD");
    }

    @Test
    void refusesARequestLineThatIsTooLong() throws IOException {
        assertRefused(
                answer("GET /" + "a".repeat(20_000) + " HTTP/1.1\nHost: HOST\n\n"), 400, 414, 431);
    }

    @Test
    void refusesOneHeaderThatIsTooLong() throws IOException {
        assertRefused(
                answer("GET / HTTP/1.1\nHost: HOST\nX-A: " + "a".repeat(40_000) + "\n\n"), 431);
    }

    @Test
    void refusesTooManyHeaders() throws IOException {
        assertRefused(
                answer("GET / HTTP/1.1\nHost: HOST\n" + "X-A: b\n".repeat(10_000) + "\n"), 431);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5;a=b\nhello\n0\n\n",
                "5 \nhello\n0\n\n",
                "0005\nhello\n0\n\n",
            })
    void takesOddChunkSizesOnlyAsTheyAreMeant(String body) throws IOException {
        var answer =
                answer(
                        "POST / HTTP/1.1\nHost: HOST\nTransfer-Encoding: chunked\n"
                                + "Connection: close\n\n"
                                + body);
        assertThat(STATUS_LINE.matcher(answer).results()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x5\nhello\n0\n\n",
                "-5\nhello\n0\n\n",
                "+5\nhello\n0\n\n",
                "5\nhelloX\n0\n\n",
                "g\nhello\n0\n\n",
                "ffffffffffffffffff\nhello\n0\n\n",
                "\nhello\n0\n\n",
            })
    void neverReadsABrokenChunkAsARequest(String body) throws IOException {
        var answer =
                answer(
                        "POST / HTTP/1.1\nHost: HOST\nTransfer-Encoding: chunked\n\n"
                                + body
                                + SMUGGLED);
        assertThat(STATUS_LINE.matcher(answer).results()).hasSizeLessThanOrEqualTo(1);
        assertThat(answer).doesNotContain("REQUEST_URI=/smuggled");
    }

    @Test
    void boundsChunkExtensions() throws IOException {
        var answer =
                answer(
                        "POST / HTTP/1.1\nHost: HOST\nTransfer-Encoding: chunked\n\n5;"
                                + "a".repeat(1_000_000)
                                + "\nhello\n0\n\n"
                                + SMUGGLED);
        assertThat(answer).doesNotContain("REQUEST_URI=/smuggled");
    }

    @Test
    void boundsTrailers() throws IOException {
        var answer =
                answer(
                        "POST / HTTP/1.1\nHost: HOST\nTransfer-Encoding: chunked\n\n0\n"
                                + "X-A: b\n".repeat(100_000)
                                + "\n"
                                + SMUGGLED);
        assertThat(answer).doesNotContain("REQUEST_URI=/smuggled");
    }

    @Test
    void bodiesOfRequestsThatAreNotReadAreNoRequests() throws IOException {
        var body =
                SMUGGLED.replace("\n", "\r\n").replace("HOST", function.name() + ".run.localhost");
        var answer =
                answer(
                        "GET / HTTP/1.1\nHost: HOST\nContent-Length: "
                                + body.length()
                                + "\n\n"
                                + SMUGGLED);
        assertThat(answer).contains("REQUEST_METHOD=GET").doesNotContain("/smuggled");
    }
}
