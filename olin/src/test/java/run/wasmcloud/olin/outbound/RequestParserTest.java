package run.wasmcloud.olin.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class RequestParserTest {
    private static GuestRequest parse(String text) throws RequestException {
        return RequestParser.parse(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String body(GuestRequest request) {
        return new String(request.body(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void readsMixedLineEnds() throws RequestException {
        var request = parse("POST /p HTTP/1.1\nHost: a\r\nContent-Length: 3\nX:\r\n\nabc");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/p");
        assertThat(request.values("host")).containsExactly("a");
        assertThat(request.values("x")).containsExactly("");
        assertThat(body(request)).isEqualTo("abc");
    }

    @Test
    void readsChunksWithExtensionsAndTrailers() throws RequestException {
        var head = "PUT / HTTP/1.0\r\nTransfer-Encoding: Chunked\r\n\r\n";
        var chunks = "3;x=y\r\nabc\nA\n0123456789\r\n0\r\nTrailer: t\r\n\r\n";
        var request = parse(head + chunks);
        assertThat(body(request)).isEqualTo("abc0123456789");
    }

    @Test
    void toleratesLineEndsAroundARequest() throws RequestException {
        assertThat(parse("\r\n\nGET / HTTP/1.1\n\n\r\n\r\n").method()).isEqualTo("GET");
    }

    @Test
    void takesTheSameLengthTwice() throws RequestException {
        var text = "POST / HTTP/1.1\nContent-Length: 1\nContent-Length: 1\n\nx";
        assertThat(body(parse(text))).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET",
                "GET / HTTP/1.1",
                "GET / HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n",
                "GET / HTTP/2.0\n\n",
                "GET /\n\n",
                "GET  / HTTP/1.1\n\n",
                "GET / HTTP/1.1 \n\n",
                " GET / HTTP/1.1\n\n",
                "G(T / HTTP/1.1\n\n",
                "GET /a b HTTP/1.1\n\n",
                "GET /\u0000 HTTP/1.1\n\n",
                "CONNECT a:80 HTTP/1.1\n\n",
                "connect a:80 HTTP/1.1\n\n",
                "GET / HTTP/1.1\nNo colon\n\n",
                "GET / HTTP/1.1\nSpace : x\n\n",
                "GET / HTTP/1.1\nA: b\n folded\n\n",
                "GET / HTTP/1.1\n: x\n\n",
                "GET / HTTP/1.1\nA: b\rc\n\n",
                "GET / HTTP/1.1\nA: b\u0000c\n\n",
                "POST / HTTP/1.1\nContent-Length: 3\n\nab",
                "POST / HTTP/1.1\nContent-Length: 1\n\nab",
                "POST / HTTP/1.1\nContent-Length: -1\n\n",
                "POST / HTTP/1.1\nContent-Length: +1\n\na",
                "POST / HTTP/1.1\nContent-Length: 1, 1\n\na",
                "POST / HTTP/1.1\nContent-Length: 1\nContent-Length: 2\n\na",
                "POST / HTTP/1.1\nContent-Length: 9999999999\n\na",
                "POST / HTTP/1.1\nContent-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n",
                "POST / HTTP/1.1\nTransfer-Encoding: gzip, chunked\n\n0\n\n",
                "POST / HTTP/1.1\nTransfer-Encoding: chunked\nTransfer-Encoding: chunked\n\n0\n\n",
                "POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n",
                "POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n0\n",
                "POST / HTTP/1.1\nTransfer-Encoding: chunked\n\nx\n\n",
                "POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n-1\na\n0\n\n",
                "POST / HTTP/1.1\nTransfer-Encoding: chunked\n\nffffffff\na\n0\n\n",
                "POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n1\nab\n0\n\n",
                "GET / HTTP/1.1\n\nbody without a length",
                "GET / HTTP/1.1\n\nGET / HTTP/1.1\n\n",
            })
    void refusesWhatIsBad(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(RequestException.class)
                .message()
                .isNotEmpty();
    }

    @Test
    void boundsTheHead() {
        assertThatThrownBy(() -> parse("GET / HTTP/1.1\n" + "A: b\n".repeat(101) + "\n"))
                .hasMessageContaining("at most 100");
        assertThatThrownBy(() -> parse("GET / HTTP/1.1\nA: " + "b".repeat(40_000) + "\n\n"))
                .hasMessageContaining("at most 32768");
    }

    @Provide
    Arbitrary<String> texts() {
        var parts =
                Arbitraries.of(
                        "GET / HTTP/1.1",
                        "POST /%2e%2e HTTP/1.1",
                        "\n",
                        "\r\n",
                        "\r",
                        "Host: a",
                        "Host: [",
                        "Content-Length: 3",
                        "Transfer-Encoding: chunked",
                        "abc",
                        "3",
                        "0",
                        "fffffff",
                        " ",
                        ":",
                        "\u0000",
                        "é",
                        "@",
                        "//");
        return parts.list().ofMaxSize(30).map(list -> String.join("", list));
    }

    @Property(tries = 1_000)
    void anyTextIsARequestOrTellsWhyNot(@ForAll("texts") String text) {
        try {
            var target = Origin.parse("http", "").target(parse("GET / HTTP/1.1\n" + text));
            assertThat(target.path()).startsWith("/");
        } catch (RequestException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }

    @Property(tries = 1_000)
    void anyBytesAreARequestOrTellWhyNot(@ForAll byte[] bytes) {
        try {
            assertThat(RequestParser.parse(bytes).method()).isNotEmpty();
        } catch (RequestException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }

    @Property(tries = 1_000)
    void anyTextIsAnAuthorityOrTellsWhyNot(@ForAll String text) {
        try {
            assertThat(Authority.parse(text).host()).matches("[a-z0-9.:-]+");
        } catch (RequestException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }
}
