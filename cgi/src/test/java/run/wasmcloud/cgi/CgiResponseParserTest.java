package run.wasmcloud.cgi;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class CgiResponseParserTest {
    private static CgiResponse parse(String output) {
        return parse(output, false);
    }

    private static CgiResponse parse(String output, boolean headRequest) {
        var parser = new CgiResponseParser(CgiResponseLimits.DEFAULT, headRequest);
        var bytes = output.getBytes(ISO_8859_1);
        parser.accept(bytes, 0, bytes.length);
        return parser.end();
    }

    private static CgiResponse.Head head(String output) {
        return (CgiResponse.Head) parse(output);
    }

    private static String reason(String output) {
        return ((CgiResponse.Bad) parse(output)).reason();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain\r\nX-A: 1\r\n\r\nbody",
                "Content-Type: text/plain\nX-A: 1\n\nbody",
                "Content-Type: text/plain\r\nX-A: 1\n\r\nbody",
                "Content-Type: text/plain\nX-A: 1\r\n\nbody",
                "Content-Type:text/plain\nX-A:\t 1 \t\n\nbody",
            })
    void readsHeadersUpToTheFirstBlankLine(String output) {
        var parser = new CgiResponseParser(CgiResponseLimits.DEFAULT, false);
        var bytes = output.getBytes(ISO_8859_1);

        assertThat(parser.accept(bytes, 0, bytes.length))
                .isEqualTo(
                        new CgiResponse.Head(
                                200,
                                List.of(
                                        new CgiHeader("Content-Type", "text/plain"),
                                        new CgiHeader("X-A", "1")),
                                -1,
                                true));
        assertThat(output.substring(parser.bodyOffset())).isEqualTo("body");
    }

    @Test
    void needsMoreUntilTheBlankLineHasCome() {
        var parser = new CgiResponseParser(CgiResponseLimits.DEFAULT, false);
        var bytes = "Status: 200\n\nbody".getBytes(ISO_8859_1);

        assertThat(parser.accept(bytes, 0, 12)).isInstanceOf(CgiResponse.Incomplete.class);
        assertThat(parser.bodyOffset()).isEqualTo(12);
        assertThat(parser.accept(bytes, 12, 3)).isInstanceOf(CgiResponse.Head.class);
        assertThat(parser.bodyOffset()).isEqualTo(13);
        assertThat(parser.accept(bytes, 15, 2)).isInstanceOf(CgiResponse.Head.class);
        assertThat(parser.bodyOffset()).isEqualTo(15);
    }

    @ParameterizedTest
    @CsvSource({
        "Status: 404 Not Found, 404",
        "Status: 200, 200",
        "status:599 x, 599",
        "Location: /there, 302",
        "Location: https://example.com/, 302",
        "Content-Type: text/plain, 200",
        "HTTP/1.1 201 Created, 201",
        "HTTP/1.0 404, 404",
    })
    void takesTheStatusFrom(String line, int status) {
        assertThat(head(line + "\n\n").status()).isEqualTo(status);
    }

    @Test
    void keepsAStatusThatComesWithALocation() {
        assertThat(head("Location: /there\nStatus: 201\n\n").status()).isEqualTo(201);
    }

    @Test
    void doesNotPassTheStatusHeaderOn() {
        assertThat(head("Status: 404\nX-A: 1\n\n").headers())
                .containsExactly(new CgiHeader("X-A", "1"));
    }

    @Test
    void reportsHeadersThatSayNothingOfTheResponse() {
        assertThat(reason("X-A: 1\n\nbody"))
                .isEqualTo(
                        "the headers have no Content-Type, no Status and no Location (expected: one"
                                + " of them)");
        assertThat(reason("\nbody")).contains("no Content-Type");
    }

    @Test
    void reportsOutputWithoutHeaders() {
        assertThat(reason("")).startsWith("no output");
        assertThat(reason("Content-Type: text/plain\n"))
                .isEqualTo("the output ended before the blank line that ends the headers");
        assertThat(reason("Hello, world\n\n"))
                .isEqualTo("header line 1 is not a header (expected: Name: value): 'Hello, world'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Na me: x|no valid name",
                "Name : x|no valid name",
                ": x|no valid name",
                "N\u00e4me: x|no valid name",
                "X\\0Y: x|no valid name",
                "X-A: a\\0b|control character",
                "X-A: a\\rb|control character",
                "X-A: a\\u0007b|control character",
                "X-A: a\\x7fb|control character",
                "X-A: a\\r\\r|control character",
            })
    void refusesMalformedLines(String line, String complaint) {
        var bytes =
                line.replace("\\0", "\0")
                        .replace("\\r", "\r")
                        .replace("\\u0007", "\u0007")
                        .replace("\\x7f", "\u007f");

        assertThat(reason("Status: 200\n" + bytes + "\n\n"))
                .startsWith("header line 2 ")
                .contains(complaint)
                .matches("[ -~]*");
    }

    @Test
    void refusesContinuedLines() {
        assertThat(reason("Status: 200\nX-A: 1\n  2\n\n"))
                .isEqualTo(
                        "header line 3 begins with white space (expected: a whole header a line):"
                                + " '  2'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Status: 100",
                "Status: 199",
                "Status: 600",
                "Status: 20",
                "Status: 2000",
                "Status: OK",
                "Status:",
                "Status: -12",
                "HTTP/1.1 101 Switching",
                "HTTP/1.1",
                "HTTP/1.12 200",
                "HTTP/1.1 abc",
            })
    void refusesImpossibleStatuses(String line) {
        assertThat(parse(line + "\n\n")).isInstanceOf(CgiResponse.Bad.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Status: 200\nStatus: 200",
                "HTTP/1.1 200 OK\nStatus: 200",
                "Content-Type: a/b\ncontent-type: a/b",
                "Location: /a\nLocation: /b",
                "Status: 200\nContent-Length: 1\nContent-Length: 1",
            })
    void refusesTwoOfWhatThereIsOneOf(String lines) {
        assertThat(reason(lines + "\n\n")).matches(".*(twice|two statuses).*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "+1", "1, 1", "0x10", "1234567890123456789", "１"})
    void refusesBadContentLengths(String value) {
        assertThat(parse("Status: 200\nContent-Length: " + value + "\n\n"))
                .isInstanceOf(CgiResponse.Bad.class);
    }

    @Test
    void tellsTheAnnouncedLength() {
        var head = head("Status: 200\nContent-Length: 12\n\n");

        assertThat(head.announcedLength()).hasValue(12);
        assertThat(head.headers()).isEmpty();
        assertThat(head("Status: 200\n\n").announcedLength()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: close",
                "Keep-Alive: timeout=5",
                "Proxy-Authenticate: Basic",
                "Proxy-Authorization: Basic",
                "Proxy-Connection: close",
                "TE: trailers",
                "Trailer: X",
                "Transfer-Encoding: chunked",
                "UPGRADE: h2c",
            })
    void dropsHopByHopHeaders(String line) {
        assertThat(head("Status: 200\n" + line + "\n\n").headers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=b|a=b",
                "a=b; Path=/; Secure|a=b; Path=/; Secure",
                "a=b; Domain=example.com|a=b",
                "a=b; domain = .example.com ; Path=/|a=b; Path=/",
                "a=b;DOMAIN=x;Path=/;Domain=y|a=b;Path=/",
                "a=b; Domain|a=b",
                "a=b; Domain=x=y; HttpOnly|a=b; HttpOnly",
                "Domain=a; Path=/|Domain=a; Path=/",
                "a=b; Domainx=y|a=b; Domainx=y",
            })
    void takesTheDomainFromCookies(String value, String kept) {
        assertThat(head("Status: 200\nset-cookie: " + value + "\n\n").headers())
                .containsExactly(new CgiHeader("set-cookie", kept));
    }

    @Test
    void keepsSeveralHeadersOfOneNameInOrder() {
        assertThat(head("Status: 200\nSet-Cookie: a=1\nX: 1\nSet-Cookie: b=2\n\n").headers())
                .extracting(CgiHeader::value)
                .containsExactly("a=1", "1", "b=2");
    }

    @Test
    void sendsNoBodyInAnswerToHeadNorWith204And205And304() {
        assertThat(((CgiResponse.Head) parse("Status: 200\n\nx", true)).sendsBody()).isFalse();
        assertThat(head("Status: 204\n\nx").sendsBody()).isFalse();
        assertThat(head("Status: 205\n\nx").sendsBody()).isFalse();
        assertThat(head("Status: 304\n\nx").sendsBody()).isFalse();
        assertThat(head("Status: 200\n\nx").sendsBody()).isTrue();
    }

    @Test
    void keepsTheLengthThatAHeadRequestAsksFor() {
        var answer = (CgiResponse.Head) parse("Status: 200\nContent-Length: 9\n\n", true);

        assertThat(answer.announcedLength()).hasValue(9);
        assertThat(head("Status: 304\nContent-Length: 9\n\n").announcedLength()).hasValue(9);
        assertThat(head("Status: 204\nContent-Length: 9\n\n").announcedLength()).isEmpty();
    }

    @Test
    void boundsTheHeadersSize() {
        var beginning = "Status: 200\nX: ";
        var room = CgiResponseLimits.DEFAULT.headerBytes() - beginning.length() - 2;

        assertThat(head(beginning + "x".repeat(room) + "\n\n").status()).isEqualTo(200);
        assertThat(reason(beginning + "x".repeat(room + 1) + "\n\n"))
                .isEqualTo("the headers are too large (expected: at most 32768 bytes)");
        assertThat(reason("x".repeat(100_000))).contains("too large");
    }

    @Test
    void boundsTheHeadersCount() {
        assertThat(head("Status: 200\n" + "X: 1\n".repeat(99) + "\n").headers()).hasSize(99);
        assertThat(reason("Status: 200\n" + "X: 1\n".repeat(100) + "\n"))
                .isEqualTo("too many header lines (expected: at most 100)");
    }

    @Test
    void staysBadOnceBad() {
        var parser = new CgiResponseParser(CgiResponseLimits.DEFAULT, false);
        var bad = parser.accept("!\n".getBytes(ISO_8859_1), 0, 2);

        assertThat(bad).isInstanceOf(CgiResponse.Bad.class);
        assertThat(parser.accept("Status: 200\n\n".getBytes(ISO_8859_1), 0, 13)).isEqualTo(bad);
        assertThat(parser.end()).isEqualTo(bad);
    }

    @Test
    void keepsBytesBeyondAsciiInValues() {
        assertThat(head("Status: 200\nX: \u00e4\u00ff\n\n").headers())
                .containsExactly(new CgiHeader("X", "\u00e4\u00ff"));
    }
}
