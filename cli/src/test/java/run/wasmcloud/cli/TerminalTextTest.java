package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class TerminalTextTest {
    @Test
    void leavesHarmlessTextAlone() {
        assertThat(TerminalText.escaped("çok güzel 漢字 🙂 e\u0301"))
                .isEqualTo("çok güzel 漢字 🙂 e\u0301");
    }

    @Test
    void escapesWhatControlsATerminal() {
        assertThat(TerminalText.escaped("\u001b]0;title\u0007 \u009b31m\r\n\tx"))
                .isEqualTo("\\x1b]0;title\\x07 \\x9b31m\\r\\n x");
    }

    @Test
    void escapesWhatReordersOrHidesText() {
        assertThat(TerminalText.escaped("a\u202eb\u200bc\u2028\ud800"))
                .isEqualTo("a\\u{202e}b\\u{200b}c\\u{2028}\\u{d800}");
    }

    @Test
    void decodesTextThatIsCutAnywhere() {
        var visible = new VisibleText();
        var bytes = "aé漢🙂\n\u001b".getBytes(StandardCharsets.UTF_8);
        var text = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            text.append(visible.of(bytes, i, 1));
        }
        assertThat(text).hasToString("aé漢🙂\n\\x1b");
    }

    @Test
    void replacesWhatIsNoText() {
        assertThat(new VisibleText().of(new byte[] {(byte) 0xff, 'a'}, 0, 2)).isEqualTo("\ufffda");
    }
}
