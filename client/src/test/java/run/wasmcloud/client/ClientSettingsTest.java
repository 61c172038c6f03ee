package run.wasmcloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

class ClientSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8080",
                "ftp://example.com",
                "http://user:pw@example.com",
                "http://example.com/v1",
                "http://example.com?x",
                "http://example.com#x",
                "/v1"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientSettings.of(URI.create(text), null))
                .withMessageContaining("expected: an address");
    }

    @Test
    void hidesTheToken() {
        var settings =
                ClientSettings.of(URI.create("https://example.com"), new AccessToken("a.b.c"));
        assertThat(settings.toString()).doesNotContain("a.b.c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "ü"})
    void refusesATokenThatNoHeaderCouldCarry(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AccessToken(text));
    }

    @Test
    void leavesOtherAddressesAlone() {
        var address = URI.create("https://api.localhost:1");
        assertThat(Localhost.ofApi(address)).isEqualTo(address);
        assertThat(Localhost.ofFunction(URI.create("http://f.example.net")))
                .isEqualTo("http://f.example.net");
        assertThat(Localhost.ofFunction(URI.create("http://f.run.localhost:8081")))
                .isEqualTo("http://localhost:8081/_fn/f");
    }
}
