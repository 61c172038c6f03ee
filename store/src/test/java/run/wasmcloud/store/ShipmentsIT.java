package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.TraceId;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

@ExtendWith(TestStore.class)
class ShipmentsIT {
    private final ExecutorId executor = ExecutorId.create();
    private Store store;
    private FunctionId function;

    @BeforeEach
    void open(Store opened) {
        store = opened;
        function = TestStore.function(store, TestStore.user(store)).id();
    }

    private byte[] line(String text) {
        return store.shipments()
                .row(
                        new LogLine(
                                function,
                                InvocationId.create(),
                                Instant.now(),
                                LogLevel.INFO,
                                LogSource.GUEST,
                                text));
    }

    private void take(long last, byte[]... lines) {
        store.shipments().take(executor, last, List.of(), Arrays.asList(lines));
    }

    private List<String> texts() {
        return store.logLines().list(LogQuery.last(function, 100)).items().stream()
                .map(entry -> entry.line().text())
                .toList()
                .reversed();
    }

    @Test
    void remembersHowFarAnExecutorHasShipped() {
        assertThat(store.shipments().taken(executor)).isZero();

        take(2, line("a"), line("b"));
        assertThat(store.shipments().taken(executor)).isEqualTo(2);

        take(3, line("c"));
        assertThat(store.shipments().taken(executor)).isEqualTo(3);
        assertThat(texts()).containsExactly("a", "b", "c");
        assertThat(store.shipments().taken(ExecutorId.create())).isZero();
    }

    @Test
    void takesABatchOnceHoweverOftenItComes() {
        var batch = new byte[][] {line("a"), line("b")};
        take(2, batch);
        take(2, batch);
        take(1, batch[0]);

        assertThat(texts()).containsExactly("a", "b");
    }

    @Test
    void takesNothingOfABatchThatHasABadRow() {
        var bad = new byte[] {0, 1, 0, 0, 0, 1, 7};

        assertThatThrownBy(() -> take(2, line("a"), bad)).hasMessageContaining("COPY");

        assertThat(texts()).isEmpty();
        assertThat(store.shipments().taken(executor)).isZero();
        take(1, line("a"));
        assertThat(texts()).containsExactly("a");
    }

    @Test
    void keepsTheTraceOfARun() {
        var trace = TraceId.parse("4bf92f3577b34da6a3ce929d0e0e4736");
        var traced = TestReceipts.at(function, Instant.now(), new Outcome.Completed(), 7);
        var run = TestReceipts.traced(traced, trace);

        store.shipments().take(executor, 1, List.of(Shipments.row(run)), List.of());

        assertThat(traces()).containsExactly(trace);
    }

    @Test
    void takesWhatAnEarlierProgramLeftInItsJournal() {
        var run = TestReceipts.at(function, Instant.now(), new Outcome.Completed(), 7);
        var row = Shipments.row(run);
        // One field less, and that field was null: its length only.
        var earlier = Arrays.copyOf(row, row.length - Integer.BYTES);
        earlier[1]--;

        store.shipments().take(executor, 2, List.of(earlier), List.of());

        assertThat(traces()).containsExactly((TraceId) null);
    }

    private List<@Nullable TraceId> traces() {
        return store
                .invocations()
                .list(function, Optional.empty(), Optional.empty(), 10)
                .items()
                .stream()
                .<@Nullable TraceId>map(stored -> stored.invocation().trace())
                .toList();
    }

    @Test
    void movesOnWithoutRows() {
        take(5);

        assertThat(store.shipments().taken(executor)).isEqualTo(5);
    }
}
