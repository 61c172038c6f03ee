package run.wasmcloud.panel.function;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.util.List;

class ConsoleAnswerTest {
    private static ConsoleAnswer answer(byte[] body, String cut) {
        return ConsoleAnswer.of(200, List.of(), new BoundedBody(body, cut), 12);
    }

    @Test
    void showsTextAsText() {
        assertThat(answer("<b>ü\u001b".getBytes(UTF_8), "").text()).isEqualTo("<b>ü\uFFFD");
    }

    @Test
    void showsBytesAsTheirFigures() {
        assertThat(answer(new byte[] {(byte) 0xff, 0, 1}, "").text()).isEqualTo("0000  ff 00 01\n");
        assertThat(answer(new byte[] {'a', 0}, "").text()).isEqualTo("0000  61 00\n");
        assertThat(answer(new byte[1_000], "").text()).contains("01f0  ").endsWith("…");
    }

    @Test
    void showsTextThatWasCutInTheMiddleOfACharacter() {
        assertThat(answer(new byte[] {'a', (byte) 0xc3}, "cut").text()).isEqualTo("a\uFFFD");
    }
}
