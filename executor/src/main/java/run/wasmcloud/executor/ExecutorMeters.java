package run.wasmcloud.executor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Invocation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What an operator sees of an executor. Labels have few values: statuses, protocols and outcomes,
 * never a function's or a user's name. Thread-safe.
 */
final class ExecutorMeters {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final Map<Integer, Timer> http1 = new ConcurrentHashMap<>();
    private final Map<Integer, Timer> http2 = new ConcurrentHashMap<>();
    private final Map<String, Timer> runs = new ConcurrentHashMap<>();
    private final Map<ErrorCode, Counter> refusals = new ConcurrentHashMap<>();
    private final Counter fuel;
    private final Counter cpuSeconds;
    private final DistributionSummary memory;

    ExecutorMeters(MeterRegistry registry) {
        this.registry = registry;
        fuel =
                Counter.builder("wasmcloud.fuel")
                        .description("WebAssembly instructions that runs have executed")
                        .register(registry);
        cpuSeconds =
                Counter.builder("wasmcloud.guest.cpu.seconds")
                        .description("Processor time that guests have used")
                        .register(registry);
        memory =
                DistributionSummary.builder("wasmcloud.run.memory.bytes")
                        .description("The most memory that a run has had")
                        .serviceLevelObjectives(1 << 20, 1 << 24, 1 << 27, 1 << 29)
                        .register(registry);
    }

    /** Counts a request that was answered. */
    void request(int status, boolean isHttp1, long nanos) {
        (isHttp1 ? http1 : http2)
                .computeIfAbsent(status, _ -> requests(status, isHttp1 ? "1.1" : "2"))
                .record(Duration.ofNanos(nanos));
    }

    private Timer requests(int status, String protocol) {
        return Timer.builder("wasmcloud.requests")
                .description("Requests, by the status that was answered; 0 when none was")
                .tag("status", Integer.toString(status))
                .tag("protocol", protocol)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** Counts a run that has ended. */
    void run(Invocation invocation) {
        var receipt = invocation.receipt();
        runs.computeIfAbsent(receipt.outcome().kind(), this::runs).record(receipt.wallTime());
        fuel.increment((double) receipt.fuel());
        cpuSeconds.increment(receipt.cpuTime().toNanos() / 1e9);
        memory.record((double) receipt.peakMemoryBytes());
    }

    private Timer runs(String outcome) {
        return Timer.builder("wasmcloud.runs")
                .description("Runs, by their outcome")
                .tag("outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** Counts a request that was refused, or failed by the platform's fault. */
    void refused(ErrorCode code) {
        refusals.computeIfAbsent(code, this::refusals).increment();
    }

    private Counter refusals(ErrorCode code) {
        return Counter.builder("wasmcloud.refusals")
                .description("Requests that led to no run, by the kind of the problem")
                .tag("kind", code.slug())
                .register(registry);
    }

    /** Shows a figure as it is at the moment. */
    void gauge(String name, String description, Supplier<Number> figure, String... tags) {
        Gauge.builder(name, figure).description(description).tags(tags).register(registry);
    }

    /** Shows a figure that only grows. */
    void counter(String name, String description, LongSupplier figure, String... tags) {
        FunctionCounter.builder(name, figure, LongSupplier::getAsLong)
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
