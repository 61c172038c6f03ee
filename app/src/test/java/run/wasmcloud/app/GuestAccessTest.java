package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

import run.wasmcloud.cli.CommandFailure;

import java.io.IOException;

class GuestAccessTest {
    private static GuestAccess access(String... arguments) throws IOException {
        return GuestAccess.of(CommandLine.populateCommand(new UpOptions(), arguments));
    }

    @Test
    void letsAThousandRunsGoOnAtOnceOrAsManyAsAreChosen() throws IOException {
        assertThat(access().guests()).isEqualTo(1_000);
        assertThat(access("--guests", "1").guests()).isEqualTo(1);
        assertThat(access("--guests", "25000").guests()).isEqualTo(25_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "25001"})
    void refusesNoRunsAndMoreThanThereIsAddressSpaceFor(String guests) {
        assertThatThrownBy(() -> access("--guests", guests))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--guests " + guests + " is too few or too many");
    }
}
