package run.wasmcloud.panel.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitTest {
    @ParameterizedTest
    @ValueSource(strings = {"/functions", "/functions/hello?tab=logs&x=1", "/"})
    void leadsToAPageOfThePanel(String wanted) {
        assertThat(Visit.ownPath(wanted, "/home")).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "functions",
                "https://evil.example.com/",
                "//evil.example.com/",
                "/\\evil.example.com",
                "/\tevil",
                "/x\r\nSet-Cookie: a=b",
                "javascript:alert(1)"
            })
    void leadsNowhereElse(String wanted) {
        assertThat(Visit.ownPath(wanted, "/home")).isEqualTo("/home");
    }
}
