package run.wasmcloud.panel.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;

class TextDiffTest {
    private static List<String> diff(String before, String after) {
        return TextDiff.of(before, after).stream().map(line -> line.sign() + line.text()).toList();
    }

    @Test
    void keepsWhatIsTheSame() {
        assertThat(diff("a\nb", "a\nb")).containsExactly(" a", " b");
        assertThat(diff("", "")).isEmpty();
    }

    @Test
    void marksWhatCameAndWhatWent() {
        assertThat(diff("a\nb\nc", "a\nx\nc\nd")).containsExactly(" a", "−b", "+x", " c", "+d");
        assertThat(diff("", "a")).containsExactly("+a");
        assertThat(diff("a", "")).containsExactly("−a");
    }

    @Test
    void keepsAsManyLinesAsThereAre() {
        assertThat(diff("a\nb\nc\nd", "b\nd\na"))
                .as("the longest common subsequence is b, d")
                .containsExactly("−a", " b", "−c", " d", "+a");
        assertThat(diff("x\na\na", "a\na\ny")).containsExactly("−x", " a", " a", "+y");
    }

    @Test
    void comparesNoMoreThanItCan() {
        var one = String.join("\n", Collections.nCopies(3_000, "a"));
        var other = String.join("\n", Collections.nCopies(3_000, "b"));

        assertThat(TextDiff.of(one, other)).hasSize(6_000);
    }
}
