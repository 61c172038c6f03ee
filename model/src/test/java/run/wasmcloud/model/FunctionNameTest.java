package run.wasmcloud.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "a1-b2",
                "123",
                "a-b-c",
                "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz012345"
            })
    void acceptsDnsLabels(String text) {
        assertThat(FunctionName.isValid(text)).isEqualTo(text.length() <= 50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "a", "-abc", "abc-", "a--b", "Abc", "a_b", "a.b", "äbc", "api", "panel", "abc\n"
            })
    void refusesOtherTextsAndNamesWhatIsExpected(String text) {
        assertThat(FunctionName.isValid(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FunctionName(text))
                .withMessageContaining("expected");
    }
}
