package run.wasmcloud.panel.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import run.wasmcloud.panel.web.Form;

import java.util.HashMap;
import java.util.Map;

class ConsoleRequestTest {
    private final Map<String, String> typed =
            new HashMap<>(Map.of("method", "POST", "path", "/a?b=c", "headers", "", "body", ""));

    private ConsoleRequest.Reading read() {
        return ConsoleRequest.read(Form.of(typed));
    }

    private String error(String field, String value) {
        typed.put(field, value);
        var reading = read();
        assertThat(reading.request()).isEmpty();
        return reading.form().error(field);
    }

    @Test
    void readsWhatWasTyped() {
        typed.put("headers", "Accept: text/plain\r\n\r\nX-Two:  a: b \r\n");
        typed.put("body", "one\r\ntwo");

        var request = read().request().orElseThrow();

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/a?b=c");
        assertThat(request.headers())
                .containsExactly(Map.entry("Accept", "text/plain"), Map.entry("X-Two", "a: b"));
        assertThat(request.body()).isEqualTo("one\ntwo");
    }

    @Test
    void refusesPathsThatLeadElsewhere() {
        assertThat(error("path", "a")).startsWith("A path that begins with /");
        assertThat(error("path", "")).startsWith("A path that begins with /");
        assertThat(error("path", "/" + "a".repeat(8_000))).contains("at most 8000");
        assertThat(error("path", "/a b")).contains("%20");
        assertThat(error("path", "/a#b")).contains("no valid address");
        assertThat(error("path", "/a\r\nHost: x")).contains("no valid address");
    }

    @Test
    void refusesMethodsOfItsOwn() {
        assertThat(error("method", "CONNECT")).startsWith("One of GET");
    }

    @Test
    void refusesHeadersThatAreNone() {
        assertThat(error("headers", "Accept")).contains("'Accept'");
        assertThat(error("headers", "a b: c")).contains("'a b: c'");
        assertThat(error("headers", "Host: example.com")).contains("set by the connection");
        assertThat(error("headers", "X: ü")).contains("printable ASCII");
        assertThat(error("headers", "X: y\n".repeat(101))).contains("At most 100");
    }

    @Test
    void tellsOfEverythingThatIsWrongAtOnce() {
        typed.put("path", "x");
        typed.put("headers", "bad");
        typed.put("method", "");

        assertThat(read().form().errors()).containsOnlyKeys("path", "headers", "method");
    }
}
