package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://example.com, https://example.com/",
        "HTTPS://EXAMPLE.com:443/a/../b?x=%7e#y, https://example.com/b?x=~",
        "http://example.com:8080?q, http://example.com:8080/?q",
        "http://example.com/ä, http://example.com/%C3%A4",
        "http://[::1]/, 'http://[0:0:0:0:0:0:0:1]/'",
        "Log://?prefix=x, log://?prefix=x",
        "null://, null://"
    })
    void hasOneFormForAllSpellings(String text, String form) {
        assertThat(PolicyUrl.of(text).text()).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "http://",
                "https:///path",
                "http://user@example.com/",
                "http://example.com:0/",
                "http://exa mple.com/",
                "http://example.com/%zz"
            })
    void refusesWhatNoGuestCouldOpen(String text) {
        assertThatThrownBy(() -> PolicyUrl.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(" ");
    }

    @Test
    void takesNoLongUrl() {
        assertThatThrownBy(() -> PolicyUrl.of("http://example.com/" + "x".repeat(10_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
