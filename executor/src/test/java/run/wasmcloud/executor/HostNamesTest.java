package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

class HostNamesTest {
    private final HostNames hostNames = new HostNames("run.localhost", true);

    @ParameterizedTest
    @CsvSource({
        "hello.run.localhost, hello",
        "hello.run.localhost:8081, hello",
        "HELLO.Run.LocalHost:8081, hello",
        "v2--hello.run.localhost, v2--hello",
        "hi-i-1.run.localhost, hi-i-1",
    })
    void leadsHostNamesToTheirFirstLabel(String authority, String label) {
        assertThat(hostNames.find(authority, "/_fn/other/"))
                .isEqualTo(new HostNames.Place(label, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, /_fn/hello, /_fn/hello",
        "localhost:8081, /_fn/hello/, /_fn/hello",
        "LOCALHOST, /_fn/hello/a/b, /_fn/hello",
        "127.0.0.1:80, /_fn/hello//x, /_fn/hello",
        "[::1]:8081, /_fn/hello/, /_fn/hello",
        "[::1], /_fn/hello/, /_fn/hello",
    })
    void leadsPathsOfLoopbackNamesToTheirLabel(String authority, String path, String scriptName) {
        assertThat(hostNames.find(authority, path))
                .isEqualTo(new HostNames.Place("hello", scriptName));
    }

    @ParameterizedTest
    @CsvSource({
        "run.localhost, /",
        ".run.localhost, /",
        "a.b.run.localhost, /",
        "example.com:x:1, /",
        "a..example.com, /",
        "a_b.example.com, /",
        "example.123, /",
        "hellorun.localhost, /",
        "a_b.run.localhost, /",
        "hello%2e.run.localhost, /",
        "localhost, /",
        "localhost, /_fn",
        "localhost, /_fn/",
        "localhost, /_fn//",
        "localhost, /_fn/Hello/",
        "localhost, /_fn/a%2fb/",
        "localhost, /x/_fn/hello/",
        "example, /_fn/hello/",
        "127.0.0.2, /_fn/hello/",
        "'', /_fn/hello/",
    })
    void refusesWhatIsNoFunctionsAddress(String authority, String path) {
        assertThatThrownBy(() -> hostNames.find(authority, path))
                .isInstanceOfSatisfying(
                        WasmcloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com",
        "Shop.EXAMPLE.com:8081, shop.example.com",
        "xn--bcher-kva.example., xn--bcher-kva.example",
        "hello.run.localhost.example.com, hello.run.localhost.example.com",
        "localhost.example.com, localhost.example.com",
    })
    void leadsOtherHostNamesToThemselves(String authority, String host) {
        assertThat(hostNames.find(authority, "/_fn/hello/"))
                .isEqualTo(new HostNames.Place(host, ""));
    }

    @Test
    void refusesLabelsThatAreNoDnsLabels() {
        assertThatThrownBy(() -> hostNames.find("a".repeat(64) + ".run.localhost", "/"))
                .isInstanceOf(WasmcloudException.class);
    }

    @Test
    void leadsNoPathsWhenThePathFormIsOff() {
        var hosts = new HostNames("example-run.net", false);

        assertThat(hosts.find("hello.example-run.net", "/").label()).isEqualTo("hello");
        assertThatThrownBy(() -> hosts.find("localhost", "/_fn/hello/"))
                .isInstanceOf(WasmcloudException.class);
    }
}
