package run.wasmcloud.panel.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void escapesTextAndAttributes() {
        var markup = new Markup().element("b", "<script>&'\"", "title", "\"><script>'&");

        assertThat(markup)
                .hasToString(
                        "<b title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\">&lt;script&gt;&amp;&#39;&quot;</b>");
    }

    @Test
    void replacesWhatCannotBeShown() {
        assertThat(new Markup().text("a\0b\u001b[31m\ud800c\n😀"))
                .hasToString("a\uFFFDb\uFFFD[31m\uFFFDc\n😀");
    }

    @Test
    void writesNumbersShortInEveryLocale() {
        assertThat(new Markup().empty("a", "x", 1.0, "y", 0.125, "z", -2.5, "n", 3))
                .hasToString("<a x=\"1\" y=\"0.13\" z=\"-2.5\" n=\"3\"></a>");
    }

    @Test
    void refusesToLeaveElementsOpen() {
        var markup = new Markup().begin("b");

        assertThatThrownBy(markup::toString).isInstanceOf(IllegalStateException.class);
    }
}
