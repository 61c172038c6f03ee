package run.wasmcloud.panel.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void keepsWhatPeopleRead() {
        assertThat(VisibleText.of("Grüße, 世界 😀\n\tשלום")).isEqualTo("Grüße, 世界 😀\n\tשלום");
    }

    @Test
    void marksWhatCannotBeSeenOrTurnsTextAround() {
        assertThat(VisibleText.of("a\0\u001b[31mb\u202ec\u2066d\ud800"))
                .isEqualTo("a\uFFFD\uFFFD[31mb\uFFFDc\uFFFDd\uFFFD");
    }
}
