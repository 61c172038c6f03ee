package run.wasmcloud.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;

class TrustedProxiesTest {
    private static final List<Network> INNER =
            List.of(Network.parse("10.0.0.0/8"), Network.parse("fd00::/8"));
    private static final TrustedProxies FORWARDED =
            new TrustedProxies(INNER, ForwardedForm.FORWARDED);
    private static final TrustedProxies X_FORWARDED =
            new TrustedProxies(INNER, ForwardedForm.X_FORWARDED);

    private static RequestOrigin origin(
            TrustedProxies proxies, String peer, Map<String, List<String>> headers) {
        return proxies.origin(
                InetAddress.ofLiteral(peer), 4711, name -> headers.getOrDefault(name, List.of()));
    }

    private static RequestOrigin forwarded(String peer, String... values) {
        return origin(FORWARDED, peer, Map.of("Forwarded", List.of(values)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=192.0.2.1 | 192.0.2.1 | 0",
                "For=\"192.0.2.1:99\" | 192.0.2.1 | 99",
                "for=\"[2001:db8::1]\" | 2001:db8:0:0:0:0:0:1 | 0",
                "for=\"[2001:db8::1]:8\";proto=https | 2001:db8:0:0:0:0:0:1 | 8",
                "for=203.0.113.9, for=192.0.2.1 | 192.0.2.1 | 0",
                "for=203.0.113.9, for=192.0.2.1, for=10.1.1.1 | 192.0.2.1 | 0",
                "for=10.2.2.2, for=10.1.1.1 | 10.2.2.2 | 0",
                "for=203.0.113.9, for=unknown | 10.0.0.1 | 4711",
                "for=203.0.113.9, for=_hidden, for=10.1.1.1 | 10.1.1.1 | 0",
                "by=10.0.0.1 | 10.0.0.1 | 4711",
                "for=\"192.0.2.1:999999\" | 192.0.2.1 | 0",
            })
    void takesTheNearestHopThatIsNoTrustedProxy(String value, String address, int port) {
        var origin = forwarded("10.0.0.1", value);

        assertThat(origin.address().getHostAddress()).isEqualTo(address);
        assertThat(origin.port()).isEqualTo(port);
    }

    @Test
    void readsSeveralHeadersAsOne() {
        assertThat(forwarded("10.0.0.1", "for=203.0.113.9", "for=192.0.2.1").address())
                .isEqualTo(InetAddress.ofLiteral("192.0.2.1"));
    }

    @Test
    void takesTheSchemeAndTheHostOfTheOutermostTrustedProxy() {
        var origin =
                forwarded(
                        "10.0.0.1",
                        "for=203.0.113.9;host=evil.example;proto=http,"
                                + " for=192.0.2.1;host=\"a.example:8443\";proto=HTTPS,"
                                + " for=10.1.1.1;host=inner.example;proto=http");

        assertThat(origin.scheme()).contains("https");
        assertThat(origin.authority()).contains("a.example:8443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "2001:db8::7", "11.0.0.1"})
    void believesNothingThatAStrangerTells(String stranger) {
        var told = "for=10.0.0.1;proto=https;host=evil.example";
        var headers =
                Map.of(
                        "Forwarded", List.of(told),
                        "X-Forwarded-For", List.of("198.51.100.1"),
                        "X-Forwarded-Proto", List.of("https"),
                        "X-Forwarded-Host", List.of("evil.example"));
        for (var proxies : List.of(FORWARDED, X_FORWARDED, TrustedProxies.none())) {
            var origin = origin(proxies, stranger, headers);
            assertThat(origin.address()).isEqualTo(InetAddress.ofLiteral(stranger));
            assertThat(origin.scheme()).isEmpty();
            assertThat(origin.authority()).isEmpty();
        }
    }

    @Test
    void doesNotReadTheHeadersThatTheProxiesDoNotSet() {
        var headers =
                Map.of(
                        "Forwarded", List.of("for=198.51.100.66;proto=https"),
                        "X-Forwarded-For", List.of("192.0.2.1"));

        assertThat(origin(X_FORWARDED, "10.0.0.1", headers).address())
                .isEqualTo(InetAddress.ofLiteral("192.0.2.1"));
        assertThat(origin(X_FORWARDED, "10.0.0.1", headers).scheme()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1 | https | a.example | 192.0.2.1 | https | a.example",
                "203.0.113.9, 192.0.2.1 | https | a.example | 192.0.2.1 | https | a.example",
                "203.0.113.9, 192.0.2.1, 10.1.1.1 | http, https, http | x, a.example, y"
                        + " | 192.0.2.1 | https | a.example",
                "192.0.2.1:80 | ftp | a.example | 192.0.2.1 | '' | a.example",
                "2001:db8::1 | HTTPS | a.example | 2001:db8:0:0:0:0:0:1 | https | a.example",
            })
    void readsTheOlderHeaders(
            String peers, String schemes, String hosts, String peer, String scheme, String host) {
        var origin =
                origin(
                        X_FORWARDED,
                        "10.0.0.1",
                        Map.of(
                                "X-Forwarded-For", List.of(peers),
                                "X-Forwarded-Proto", List.of(schemes),
                                "X-Forwarded-Host", List.of(hosts)));

        assertThat(origin.address().getHostAddress()).isEqualTo(peer);
        assertThat(origin.scheme().orElse("")).isEqualTo(scheme);
        assertThat(origin.authority()).contains(host);
    }

    /** An opened quotation mark would swallow what the proxy appends. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=\"198.51.100.1, for=192.0.2.1",
                "for=\"a\\\", for=192.0.2.1",
                "192.0.2.1",
                "for=1.1.1.1;for=2.2.2.2",
                "=x",
            })
    void refusesWhatIsMalformed(String value) {
        assertThatThrownBy(() -> forwarded("10.0.0.1", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RFC 7239");
    }
}
