package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;
import java.util.TreeMap;

class RowsTest {
    private static final TypeReference<TreeMap<String, Long>> COUNTS = new TypeReference<>() {};

    private static void assertIsKept(Map<String, Long> counts) {
        assertThat(JsonMapper.shared().readValue(Rows.json(counts), COUNTS)).isEqualTo(counts);
    }

    @Test
    void writesCountsByAnyName() {
        assertIsKept(Map.of());
        assertIsKept(Map.of("wasi.fd_write", 2L));
        assertIsKept(new TreeMap<>(Map.of("a", 1L, "b", Long.MAX_VALUE, "https://c.example", -3L)));
        assertIsKept(Map.of("\"", 1L));
        assertIsKept(new TreeMap<>(Map.of("a\\b", 1L, "line\nend", 2L, "é\u2028", 3L)));
    }

    @Test
    void writesNothingThatTheDatabaseDoesNotKnow() {
        assertThat(Rows.json(Map.of("a\0b", 1L))).isEqualTo("{\"a\\uFFFDb\":1}");
    }
}
