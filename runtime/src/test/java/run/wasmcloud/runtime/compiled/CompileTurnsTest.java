package run.wasmcloud.runtime.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class CompileTurnsTest {
    private static void assertRefused(CompileTurns turns) {
        assertThatThrownBy(turns::take)
                .isInstanceOfSatisfying(
                        WasmcloudException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    @Test
    void refusesWhenAsManyWaitAsMay() {
        var turns = new CompileTurns(1, 0, Duration.ofMinutes(5));
        try (var _ = turns.take()) {
            assertRefused(turns);
        }
        turns.take().close();
    }

    @Test
    void refusesWhenTheWaitIsTooLong() {
        var turns = new CompileTurns(1, 1, Duration.ofMillis(1));
        try (var _ = turns.take()) {
            assertRefused(turns);
        }
        turns.take().close();
    }

    @Test
    void givesATurnToWhoWaits() throws Exception {
        var turns = new CompileTurns(1, 1, Duration.ofMinutes(1));
        var first = turns.take();
        var waiting =
                CompletableFuture.supplyAsync(
                        turns::take, command -> Thread.ofVirtual().start(command));
        first.close();
        waiting.get(60, TimeUnit.SECONDS).close();
        assertThat(waiting).isCompleted();
    }
}
