package run.wasmcloud.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TraceIdTest {
    @Test
    void readsWhatItWrites() {
        var text = "00f067aa0ba902b7000000000000000a";

        assertThat(TraceId.parse(text)).hasToString(text);
    }

    @Test
    void isNeitherZeroNorShortNorOtherThanDigits() {
        for (var text : new String[] {"0".repeat(32), "ab", "g".repeat(32), "a".repeat(33)}) {
            assertThatThrownBy(() -> TraceId.parse(text))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
