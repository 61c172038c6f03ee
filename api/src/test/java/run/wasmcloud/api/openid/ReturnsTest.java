package run.wasmcloud.api.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.Set;

class ReturnsTest {
    private final Returns returns = new Returns(Set.of(URI.create("https://panel.example.com/in")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://panel.example.com/in",
                "http://127.0.0.1:49152/",
                "http://127.0.0.1:49152/callback",
                "http://localhost:8123/x",
                "http://[::1]:8123/x"
            })
    void allowsThePanelAndThisMachine(String address) {
        assertThat(returns.read(address)).contains(URI.create(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "javascript:alert(1)",
                "https://evil.example/",
                "https://panel.example.com/in?next=https://evil.example",
                "https://panel.example.com/in/../out",
                "https://panel.example.com.evil.example/in",
                "https://panel.example.com@evil.example/in",
                "http://panel.example.com/in",
                "http://127.0.0.1/",
                "https://127.0.0.1:1/",
                "http://127.0.0.1:1@evil.example:80/",
                "http://localhost.evil.example:80/",
                "http://evil.example:80/localhost",
                "http://localhost:80/?x=y",
                "http://localhost:80/#x",
                "http://localhost:80\\@evil.example/",
                "http://127.0.0.1:80/\r\nSet-Cookie: a=b"
            })
    void allowsNothingElse(String address) {
        assertThat(returns.read(address)).isEmpty();
    }

    @Test
    void takesNoProviderWithoutTls() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider("corp", "http://login.example.com"))
                .withMessageContaining("expected: an https address");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider("Corp!", "https://login.example.com"))
                .withMessageContaining("expected: a name of 1 to 30 of a-z, 0-9 and -");
        assertThat(provider("corp", "https://login.example.com").toString())
                .doesNotContain("hidden");
    }

    private static ProviderSettings provider(String name, String issuer) {
        return new ProviderSettings(name, "Corp", URI.create(issuer), "id", "hidden");
    }
}
