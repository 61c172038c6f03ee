package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeCapacityTest {
    @Test
    void givesWhatIsWantedWhereTheMachineBearsIt() {
        assertThat(NodeCapacity.guests(20)).isEqualTo(20);
    }

    @Test
    void neverGivesMoreThanIsWantedNorNone() {
        assertThat(NodeCapacity.guests(1)).isEqualTo(1);
        assertThat(NodeCapacity.guests(Integer.MAX_VALUE)).isPositive();
    }
}
