package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.ExecutorState;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

@ExtendWith(TestStore.class)
class ExecutorsIT {
    private final Store store;

    ExecutorsIT(Store store) {
        this.store = store;
    }

    private static ExecutorStatus status(ExecutorId id, ExecutorState state, int running) {
        return new ExecutorStatus(
                id,
                "h".repeat(300),
                "1",
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                state,
                running,
                2,
                3,
                4,
                5,
                6);
    }

    private Executors.Seen seen(ExecutorId id) {
        return store.executors().list().stream()
                .filter(seen -> seen.status().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void knowsWhatAnExecutorToldLast() {
        var id = ExecutorId.create();
        store.executors().tell(status(id, ExecutorState.RUNNING, 1));
        var last = status(id, ExecutorState.DRAINING, 7);

        store.executors().tell(last);

        assertThat(seen(id).status()).isEqualTo(last);
        assertThat(seen(id).alive()).isTrue();
    }

    @Test
    void tellsThoseThatStoppedOrFellSilentFromTheLiving() {
        var stopped = ExecutorId.create();
        store.executors().tell(status(stopped, ExecutorState.STOPPED, 0));
        var silent = ExecutorId.create();
        store.executors().tell(status(silent, ExecutorState.RUNNING, 0));
        var gone = ExecutorId.create();
        store.executors().tell(status(gone, ExecutorState.RUNNING, 0));
        silence(silent, "11 seconds");
        silence(gone, "8 days");

        assertThat(seen(stopped).alive()).isFalse();
        assertThat(seen(silent).alive()).isFalse();
        store.maintain();
        assertThat(store.executors().list())
                .extracting(seen -> seen.status().id())
                .contains(stopped, silent)
                .doesNotContain(gone);
    }

    private void silence(ExecutorId id, String time) {
        store.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "UPDATE executors SET seen_at = now() - CAST(? AS interval)"
                                                + " WHERE id = ?",
                                        time,
                                        id.value()));
    }
}
