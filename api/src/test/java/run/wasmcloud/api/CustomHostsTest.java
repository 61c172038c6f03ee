package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Set;

class CustomHostsTest {
    private final CustomHosts hosts =
            new CustomHosts(
                    Set.of(
                            "api.wasm.example.com",
                            "run.example-run.net",
                            "localhost",
                            "127.0.0.1"));

    @ParameterizedTest
    @CsvSource({
        "shop.example.org, shop.example.org",
        "' Shop.EXAMPLE.org. ', shop.example.org",
        "bücher.example.org, xn--bcher-kva.example.org",
        "BÜCHER.example.org, xn--bcher-kva.example.org",
        "xn--bcher-kva.example.org, xn--bcher-kva.example.org",
        "İstanbul.example.org, xn--istanbul-o0e.example.org",
        "例え.テスト.jp, xn--r8jz45g.xn--zckzah.jp"
    })
    void writesNamesInOneForm(String text, String host) {
        assertThat(CustomHosts.canonical(text)).contains(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "localhost",
                "example",
                "a..example.org",
                ".example.org",
                "-a.example.org",
                "a-.example.org",
                "a_b.example.org",
                "*.example.org",
                "example.org:80",
                "http://example.org",
                "example.org/",
                "a b.example.org",
                "127.0.0.1",
                "[::1]",
                "1.2.3.4",
                "faß.example.org",
                "a\u200db.example.org",
                "a\0.example.org",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.org"
            })
    void takesNothingElseForAName(String text) {
        assertThat(CustomHosts.canonical(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.example.org",
                "example.org",
                "example.com.org",
                "notexample.com",
                "example.co.uk"
            })
    void allowsWhatIsItsOwners(String host) {
        assertThat(hosts.complaint(host)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, belongs to the operator",
        "shop.example.com, belongs to the operator",
        "api.wasm.example.com, belongs to the operator",
        "example-run.net, belongs to the operator",
        "hello.run.example-run.net, belongs to the operator",
        "co.uk, is a public suffix",
        "github.io, is a public suffix",
        "a.localhost, is no name of the Internet",
        "printer.local, is no name of the Internet",
        "a.internal, is no name of the Internet",
        "1.0.0.127.in-addr.arpa, is no name of the Internet"
    })
    void refusesWhatIsNot(String host, String reason) {
        assertThat(hosts.complaint(host).orElseThrow()).contains(reason);
    }
}
