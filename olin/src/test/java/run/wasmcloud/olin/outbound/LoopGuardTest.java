package run.wasmcloud.olin.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class LoopGuardTest {
    @Test
    void countsTheWaysThroughOneFunction() {
        var value = "";
        for (int i = 0; i < 3; i++) {
            assertThat(LoopGuard.isLoop(List.of(value), "hello")).isFalse();
            value = LoopGuard.next(value, "hello");
        }
        assertThat(LoopGuard.isLoop(List.of(value), "hello")).isTrue();
        assertThat(LoopGuard.isLoop(List.of(value), "other")).isFalse();
    }

    @Test
    void readsSeveralFieldsAndOthersEntries() {
        var values = List.of("cdn.example; id=1, wasmcloud;function=a", "wasmcloud ; function=a");
        assertThat(LoopGuard.isLoop(values, "a")).isFalse();
        assertThat(LoopGuard.isLoop(List.of(values.get(0), values.get(1), values.get(1)), "a"))
                .isTrue();
    }

    @Test
    void keepsOthersEntries() {
        assertThat(LoopGuard.next("cdn.example", "a"))
                .isEqualTo("cdn.example, wasmcloud; function=a");
        assertThat(LoopGuard.next("", "a")).isEqualTo("wasmcloud; function=a");
    }

    @Test
    void takesAFieldWithoutBoundForALoop() {
        assertThat(LoopGuard.isLoop(List.of("x,".repeat(5_000)), "a")).isTrue();
    }
}
