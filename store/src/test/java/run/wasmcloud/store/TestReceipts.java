package run.wasmcloud.store;

import run.wasmcloud.model.DeploymentId;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.TraceId;
import run.wasmcloud.model.Trigger;
import run.wasmcloud.model.UuidV7;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Makes receipts with figures that are easy to add up. */
final class TestReceipts {
    private TestReceipts() {}

    /** Returns a run as it would be in a trace. */
    static Invocation traced(Invocation run, TraceId trace) {
        return new Invocation(
                run.id(),
                run.function(),
                run.deployment(),
                run.deploymentNumber(),
                run.executor(),
                run.trigger(),
                run.startedAt(),
                run.httpStatus(),
                run.receipt(),
                trace);
    }

    /** Returns a receipt of a run of 2 s with 1,000 bytes of memory. */
    static Invocation at(FunctionId function, Instant startedAt, Outcome outcome, long fuel) {
        return new Invocation(
                new InvocationId(UuidV7.at(startedAt.toEpochMilli())),
                function,
                DeploymentId.create(),
                1,
                ExecutorId.create(),
                Trigger.HTTP,
                startedAt,
                200,
                new Receipt(
                        outcome,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(500),
                        fuel,
                        1_000,
                        Map.of(),
                        Map.of(),
                        10,
                        20,
                        3,
                        "test"));
    }
}
