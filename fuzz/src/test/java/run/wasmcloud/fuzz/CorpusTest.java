package run.wasmcloud.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;

/** Every input that was kept passes, whatever it once found. */
class CorpusTest {
    @ParameterizedTest
    @EnumSource
    void passesWithEveryInputThatIsKept(FuzzTarget target) throws IOException {
        var inputs = target.inputs();
        assertThat(inputs).isNotEmpty();
        for (var input : inputs) {
            var bytes = Files.readAllBytes(input);
            assertThatCode(() -> target.run(bytes)).as("%s", input).doesNotThrowAnyException();
        }
    }
}
