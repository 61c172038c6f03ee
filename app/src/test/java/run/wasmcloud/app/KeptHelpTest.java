package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptHelpTest {
    /** Maven's builds keep it; a development environment's may not. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isWhatWouldBeMadeAnew(boolean coloured) {
        var kept = KeptHelp.find(coloured);
        assumeTrue(kept.isPresent() || System.getProperty("basedir") != null, "not kept");

        assertThat(kept.map(bytes -> new String(bytes, UTF_8)))
                .hasValue(new String(HelpWriter.help(coloured), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void namesEveryKindOfCommand(boolean coloured) {
        assertThat(new String(HelpWriter.help(coloured), UTF_8))
                .contains("up", "deploy", "admin", "Examples:");
    }
}
