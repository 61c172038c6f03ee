package run.wasmcloud.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

class EnduranceIT {
    private static final int RUNS = 20_000;

    @Test
    void everyRunEndsAsItShouldAndNoPlaceIsLost() throws Exception {
        try (var endurance = new Endurance()) {
            assertThat(endurance.run(RUNS)).hasSize(10);
        }
    }

    @Test
    void noticesAProcessThatGrows() {
        Endurance.requireNoGrowth(List.of(1_000L, 1_200L, 1_100L));
        assertThatThrownBy(() -> Endurance.requireNoGrowth(List.of(1_000L, 1_101L)))
                .hasMessageContaining("1101");
    }
}
