package run.wasmcloud.cgi;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.List;

class CgiResponseParserPropertyTest {
    private static final CgiResponseLimits TIGHT = new CgiResponseLimits(200, 5);

    @Property
    void saysTheSameHoweverTheOutputIsDivided(
            @ForAll("outputs") String output,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 0, max = 30) Integer> parts) {
        var bytes = output.getBytes(ISO_8859_1);

        assertThat(inParts(bytes, parts)).isEqualTo(inParts(bytes, List.of(bytes.length)));
    }

    @Property
    void neverThrowsOnWhatAProgramWrote(@ForAll @Size(max = 400) byte[] output) {
        var parser = new CgiResponseParser(TIGHT, false);
        parser.accept(output, 0, output.length);

        assertThat(parser.end()).isNotInstanceOf(CgiResponse.Incomplete.class);
        assertThat(parser.bodyOffset()).isBetween(0, output.length);
    }

    @Property
    void passesNoLineEndAndNoNulOn(@ForAll("outputs") String output) {
        var bytes = output.getBytes(ISO_8859_1);
        var parser = new CgiResponseParser(TIGHT, false);
        if (parser.accept(bytes, 0, bytes.length) instanceof CgiResponse.Head head) {
            assertThat(head.headers())
                    .allSatisfy(
                            header ->
                                    assertThat(header.name() + header.value())
                                            .doesNotContain("\r", "\n", "\0"));
        }
    }

    private record Parsed(CgiResponse response, int bodyAt) {}

    private static Parsed inParts(byte[] bytes, List<Integer> lengths) {
        var parser = new CgiResponseParser(TIGHT, false);
        var at = 0;
        var bodyAt = 0;
        for (int i = 0; at < bytes.length; i++) {
            var length =
                    i < lengths.size()
                            ? Math.min(lengths.get(i), bytes.length - at)
                            : bytes.length - at;
            var before = parser.accept(bytes, at, 0);
            parser.accept(bytes, at, length);
            bodyAt = before instanceof CgiResponse.Incomplete ? parser.bodyOffset() : bodyAt;
            at += length;
        }
        return new Parsed(parser.end(), bodyAt);
    }

    @Provide
    Arbitrary<String> outputs() {
        return Arbitraries.of(
                        "Status: 200",
                        "Status: 404 Not Found",
                        "Content-Type: text/plain",
                        "content-type:a/b",
                        "Location: /x",
                        "Content-Length: 5",
                        "HTTP/1.1 200 OK",
                        "Set-Cookie: a=b; Domain=x",
                        "X-Long: " + "y".repeat(90),
                        " folded",
                        "no colon",
                        "X: a\rb",
                        "X: \0",
                        "\r",
                        "\n",
                        "\r\n",
                        "\n\n",
                        "\r\n\r\n",
                        ":")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
