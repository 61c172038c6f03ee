package run.wasmcloud.olin.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/** What a URL, a request line and a Host field make together. */
class TargetTest {
    private static Target target(String scheme, String rest, String path, String host)
            throws RequestException {
        var field = host.isEmpty() ? "" : "Host: " + host + "\n";
        var text = "GET " + path + " HTTP/1.1\n" + field + "\n";
        return Origin.parse(scheme, rest)
                .target(RequestParser.parse(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest
    @CsvSource({
        "http, example.com, /, '', http://example.com/",
        "http, EXAMPLE.com:80, /, '', http://example.com/",
        "https, example.com:443/ignored?also#this, /a?b, '', https://example.com/a?b",
        "https, example.com:, /, '', https://example.com/",
        "https, example.com:8443, /, '', https://example.com:8443/",
        "http, example.com:443, /, '', http://example.com:443/",
        "http, example.com., /, '', http://example.com/",
        "http, bücher.example, /, '', http://xn--bcher-kva.example/",
        "http, example。com, /, '', http://example.com/",
        "http, TITLE.example, /, '', http://title.example/",
        "http, 93.184.216.34, /, '', http://93.184.216.34/",
        "http, [2001:DB8::1], /, '', http://[2001:db8:0:0:0:0:0:1]/",
        "http, [::ffff:127.0.0.1]:81, /, '', http://127.0.0.1:81/",
        "http, '', /, Example.com, http://example.com/",
        "http, '', /, example.com:8080, http://example.com:8080/",
        "http, example.com:8080, /, example.com, http://example.com:8080/",
        "http, example.com, /, example.com:80, http://example.com/",
        "http, example.com., /, EXAMPLE.com, http://example.com/",
        "http, a, /b/./c/../d, '', http://a/b/d",
        "http, a, /../../x, '', http://a/x",
        "http, a, /x/.., '', http://a/",
        "http, a, /x/., '', http://a/x/",
        "http, a, /x/..//y, '', http://a//y",
        "http, a, /%2e%2E/x/%2e/y, '', http://a/x/y",
        "http, a, /%61dmin, '', http://a/admin",
        "http, a, /%2fb%7e, '', http://a/%2Fb~",
        "http, a, /a|b\"<>^`{}[]\\, '', http://a/a%7Cb%22%3C%3E%5E%60%7B%7D%5B%5D%5C",
        "http, a, /é, '', http://a/%E9",
        "http, a, /x?q=../%41&r=%2f, '', http://a/x?q=../A&r=%2F",
        "http, a, /?, '', http://a/?",
    })
    void isNormal(String scheme, String rest, String path, String host, String url)
            throws RequestException {
        assertThat(target(scheme, rest, path, host).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user@example.com",
                "user:secret@example.com",
                "example.com:0",
                "example.com:65536",
                "example.com:80x",
                "example.com:+80",
                ":80",
                "/path",
                "?x",
                "a..b",
                ".a",
                "-a",
                "a_b",
                "a b",
                "a%2eb",
                "127.1",
                "2130706433",
                "0x7f.1",
                "0x7f000001",
                "0177.0.0.1",
                "127.0.0.01",
                "127.0.0.256",
                "1.2.3.4.5",
                "[::1",
                "[fe80::1%25eth0]",
                "[fe80::1%1]",
                "[127.0.0.1]",
                "[]",
                "::1",
                "a\\b",
            })
    void refusesWhatIsNoHost(String rest) {
        assertThatThrownBy(() -> Origin.parse("http", rest)).isInstanceOf(RequestException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, /, other.com",
        "example.com, /, example.com:81",
        "example.com:81, /, example.com:80",
        "example.com, /, user@example.com",
        "'', /, ''",
        "a, http://a/, ''",
        "a, *, ''",
        "a, x, ''",
        "a, /#f, ''",
        "a, /%, ''",
        "a, /%4, ''",
        "a, /%zz, ''",
    })
    void refusesWhatDoesNotFit(String rest, String path, String host) {
        assertThatThrownBy(() -> target("http", rest, path, host))
                .isInstanceOf(RequestException.class);
    }
}
