package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;

class JsonLinesTest {
    @Test
    void namesTheRequestThatALineTellsOf() {
        var id = "019234ab-cdef-7123-8abc-0123456789ab";
        var logged = new LogRecord(Level.SEVERE, "request " + id + " failed");

        assertThat(
                        new JsonMapper()
                                .readTree(new JsonLines().format(logged))
                                .get("request")
                                .asString())
                .isEqualTo(id);
    }

    @Test
    void writesOneObjectALineWhateverIsSaid() {
        var logged = new LogRecord(Level.WARNING, "said {0}\nand \"more\"");
        logged.setParameters(new Object[] {"it"});
        logged.setLoggerName("run.wasmcloud.Test");
        logged.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
        logged.setThrown(new IllegalStateException("why"));

        var line = new JsonLines().format(logged);

        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        var json = new JsonMapper().readTree(line);
        assertThat(json.get("time").asString()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(json.get("level").asString()).isEqualTo("WARNING");
        assertThat(json.get("logger").asString()).isEqualTo("run.wasmcloud.Test");
        assertThat(json.get("message").asString()).isEqualTo("said it\nand \"more\"");
        assertThat(json.get("exception").asString())
                .startsWith("java.lang.IllegalStateException: why");
    }
}
