package run.wasmcloud.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @Test
    void readsAnAddressInAnyCase() {
        var address = EmailAddress.parse(" Ada.I+x@Mail.EXAMPLE.com ");

        assertThat(address.value()).isEqualTo("ada.i+x@mail.example.com");
        assertThat(address.localPart()).isEqualTo("ada.i+x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ada",
                "ada@",
                "@example.com",
                "ada@localhost",
                "ada@@example.com",
                "ada@example..com",
                ".ada@example.com",
                "ada.@example.com",
                "ada@-example.com",
                "ada@example.com\r\nBcc: bob@example.com",
                "ada@example.com\nx",
                "ada@example.com,bob@example.com",
                "ada@example.com bob@example.com",
                "<ada@example.com>",
                "Ada <ada@example.com>",
                "\"a b\"@example.com",
                "ada@[127.0.0.1]",
                "ädä@example.com",
                "ada\0@example.com"
            })
    void refusesWhatIsNoPlainAddress(String text) {
        assertThat(EmailAddress.isValid(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmailAddress(text))
                .withMessageContaining("expected: an address like");
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(EmailAddress.isValid("a".repeat(64) + "@example.com")).isTrue();
        assertThat(EmailAddress.isValid("a".repeat(65) + "@example.com")).isFalse();
        assertThat(EmailAddress.isValid("a@" + "b.".repeat(126) + "com")).isFalse();
        assertThat(EmailAddress.isValid("a@" + "b".repeat(10_000_000))).isFalse();
    }
}
