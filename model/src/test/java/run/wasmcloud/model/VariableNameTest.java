package run.wasmcloud.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariableNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"A", "_", "greeting", "DB_URL_2", "http_proxy", "HTTPS_ONLY"})
    void isWhatAShellTakesForOne(String name) {
        assertThat(new VariableName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1A",
                "A-B",
                "A B",
                "A=B",
                "Ä",
                "ı",
                "A\0",
                "A\n",
                "HTTP_PROXY",
                "HTTP_",
                "WASMCLOUD_X",
                "PATH_INFO",
                "HTTPS",
                "RUN_ID",
                "X_FULL_URL",
                "SERVER_SOFTWARE"
            })
    void isNoneThatHasAMeaningAlreadyOrAnotherForm(String name) {
        assertThat(VariableName.isValid(name)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new VariableName(name));
    }

    @Test
    void hasAtMost128Characters() {
        assertThat(VariableName.isValid("A".repeat(128))).isTrue();
        assertThat(VariableName.isValid("A".repeat(129))).isFalse();
    }

    @Test
    void complainsOfValuesWithoutRepeatingThem() {
        assertThat(VariableBounds.complaint("größe\n")).isEmpty();
        assertThat(VariableBounds.complaint("x".repeat(32 * 1024))).isEmpty();
        assertThat(VariableBounds.complaint("x".repeat(32 * 1024 + 1)))
                .contains("32769 bytes (expected: at most 32768)");
        assertThat(VariableBounds.complaint("secret\0").orElseThrow()).doesNotContain("secret");
        assertThat(VariableBounds.complaint("secret\uD800").orElseThrow()).doesNotContain("secret");
    }
}
