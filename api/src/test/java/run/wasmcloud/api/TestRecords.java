package run.wasmcloud.api;

import run.wasmcloud.model.DeploymentId;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.Trigger;
import run.wasmcloud.model.UuidV7;
import run.wasmcloud.store.Shipments;
import run.wasmcloud.store.Store;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Ships receipts and log lines as an executor does. */
final class TestRecords {
    private TestRecords() {}

    /** Returns a receipt of 2 s, 1,000 bytes of memory and some fuel. */
    static Invocation run(FunctionId function, Instant at, Outcome outcome, long fuel) {
        return new Invocation(
                new InvocationId(UuidV7.at(at.toEpochMilli())),
                function,
                DeploymentId.create(),
                1,
                ExecutorId.create(),
                Trigger.HTTP,
                at,
                200,
                new Receipt(
                        outcome,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(500),
                        fuel,
                        1_000,
                        Map.of("fd_write", 2L),
                        Map.of(),
                        10,
                        20,
                        3,
                        "test"));
    }

    static void ship(Store store, Invocation... invocations) {
        var rows = Arrays.stream(invocations).map(Shipments::row).toList();
        store.shipments().take(ExecutorId.create(), rows.size(), rows, List.of());
    }

    static void shipLines(Store store, FunctionId function, Instant at, String... texts) {
        var rows =
                Arrays.stream(texts)
                        .map(
                                text ->
                                        new LogLine(
                                                function,
                                                InvocationId.create(),
                                                at,
                                                LogLevel.INFO,
                                                LogSource.STDERR,
                                                text))
                        .map(store.shipments()::row)
                        .toList();
        store.shipments().take(ExecutorId.create(), rows.size(), List.of(), rows);
    }
}
