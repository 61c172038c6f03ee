package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.MetricsReport;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;

/**
 * The records of one function in bulk, and what charts show of them. Every method throws {@link
 * ClientException}.
 */
public final class Exports {
    private final Transport transport;
    private final FunctionName function;

    Exports(Transport transport, FunctionName function) {
        this.transport = transport;
        this.function = function;
    }

    /**
     * Returns how the function did, step by step: {@code GET …/metrics}.
     *
     * @param since null for an hour ago
     * @param until null for now
     * @param step whole minutes, whole hours when {@code since} is more than 48 hours ago; null for
     *     about a sixtieth of the time
     */
    public MetricsReport metrics(
            @Nullable Instant since, @Nullable Instant until, @Nullable Duration step) {
        return transport.get(
                route("metrics", since, until).with("step", step == null ? null : step.toSeconds()),
                MetricsReport.class);
    }

    /**
     * Opens the receipts or the log of a time, oldest first, of any length: {@code GET …/export}.
     * Close the stream. It fails when the document is cut; what guests wrote is in it.
     *
     * @param kind {@code receipts} or {@code logs}
     * @param format {@code ndjson} or {@code csv}
     * @param since null for everything that is kept
     * @param until null for everything that is kept
     */
    public InputStream open(
            String kind, String format, @Nullable Instant since, @Nullable Instant until) {
        return transport.open(
                route("export", since, until).with("kind", kind).with("format", format), "*/*");
    }

    private Route route(String last, @Nullable Instant since, @Nullable Instant until) {
        return Route.of("functions", function.value(), last)
                .with("since", since)
                .with("until", until);
    }
}
