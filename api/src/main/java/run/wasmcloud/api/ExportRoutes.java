package run.wasmcloud.api;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.LogEntry;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.StoredInvocation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Receipts and logs in bulk. */
final class ExportRoutes {
    private static final int AT_ONCE = 16;

    private static final List<String> RECEIPT_COLUMNS =
            List.of(
                    "id",
                    "function",
                    "deployment",
                    "trigger",
                    "startedAt",
                    "outcome",
                    "detail",
                    "frames",
                    "httpStatus",
                    "wallMicros",
                    "cpuMicros",
                    "fuel",
                    "peakMemoryBytes",
                    "hostCalls",
                    "resourcesOpened",
                    "bytesIn",
                    "bytesOut",
                    "outboundRequests",
                    "engineVersion",
                    "executor");

    private static final List<String> LINE_COLUMNS =
            List.of("at", "invocation", "level", "source", "text");

    private final Store store;
    private final FunctionRoutes functions;
    private final Json json = new Json();
    private final Semaphore places = new Semaphore(AT_ONCE);

    ExportRoutes(Store store, FunctionRoutes functions) {
        this.store = store;
        this.functions = functions;
    }

    private enum Kind {
        RECEIPTS,
        LOGS
    }

    private enum Format {
        NDJSON("application/x-ndjson"),
        CSV("text/csv; charset=utf-8; header=present");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }
    }

    Object export(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var kind = request.query("kind", "receipts or logs", text -> of(Kind.class, text));
        var format = request.query("format", "ndjson or csv", text -> of(Format.class, text));
        var range = TimeRange.of(request, TimeRange.EVER);
        return streamed(
                function,
                kind.orElse(Kind.RECEIPTS),
                format.orElse(Format.NDJSON),
                range.since(),
                range.until());
    }

    private static <E extends Enum<E>> E of(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> Json.word(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    private Streamed streamed(
            Function function, Kind kind, Format format, Instant since, Instant until) {
        if (!places.tryAcquire()) {
            throw new WasmcloudException(
                    ErrorCode.TOO_MANY_REQUESTS,
                    "%d exports go on at once, as many as this server allows; try again in a moment"
                            .formatted(AT_ONCE));
        }
        var name = "%s-%s.%s".formatted(function.name(), Json.word(kind), Json.word(format));
        return new Streamed(
                format.mediaType,
                name,
                stream -> {
                    try {
                        write(stream, function, kind, format, since, until);
                    } finally {
                        places.release();
                    }
                });
    }

    private void write(
            OutputStream stream,
            Function function,
            Kind kind,
            Format format,
            Instant since,
            Instant until)
            throws IOException {
        switch (kind) {
            case RECEIPTS ->
                    this.<StoredInvocation>write(
                            stream,
                            format,
                            RECEIPT_COLUMNS,
                            ExportRoutes::cells,
                            RecordRoutes::item,
                            taker ->
                                    store.invocations()
                                            .forEach(function.id(), since, until, taker));
            case LOGS ->
                    this.<LogEntry>write(
                            stream,
                            format,
                            LINE_COLUMNS,
                            ExportRoutes::cells,
                            RecordRoutes::item,
                            taker -> store.logLines().forEach(function.id(), since, until, taker));
        }
    }

    /** Rows come one by one, and none is kept. */
    private <T> void write(
            OutputStream stream,
            Format format,
            List<String> columns,
            java.util.function.Function<T, List<Object>> cells,
            java.util.function.Function<T, Object> item,
            Consumer<Consumer<T>> source)
            throws IOException {
        try {
            if (format == Format.CSV) {
                try (var table = new CsvTable(stream, columns)) {
                    source.accept(row -> unchecked(() -> table.add(cells.apply(row))));
                }
            } else {
                source.accept(row -> unchecked(() -> writeLine(stream, item.apply(row))));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void writeLine(OutputStream stream, Object item) throws IOException {
        stream.write(json.write(item));
        stream.write('\n');
    }

    private interface Writing {
        void write() throws IOException;
    }

    private static void unchecked(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Object> cells(StoredInvocation stored) {
        var invocation = stored.invocation();
        var receipt = invocation.receipt();
        var item = RecordRoutes.item(stored);
        var cells = new ArrayList<Object>();
        cells.add(invocation.id());
        cells.add(stored.function().value());
        cells.add(invocation.deploymentNumber());
        cells.add(Json.word(invocation.trigger()));
        cells.add(invocation.startedAt());
        cells.add(receipt.outcome().kind());
        cells.add(receipt.outcome().detail());
        cells.add(String.join("\n", item.frames()));
        cells.add(invocation.httpStatus());
        cells.add(NANOSECONDS.toMicros(receipt.wallTime().toNanos()));
        cells.add(NANOSECONDS.toMicros(receipt.cpuTime().toNanos()));
        cells.add(receipt.fuel());
        cells.add(receipt.peakMemoryBytes());
        cells.add(counts(receipt.hostCalls()));
        cells.add(counts(receipt.resourcesOpened()));
        cells.add(receipt.bytesIn());
        cells.add(receipt.bytesOut());
        cells.add(receipt.outboundRequests());
        cells.add(receipt.engineVersion());
        cells.add(invocation.executor());
        return cells;
    }

    private static String counts(java.util.Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(java.util.stream.Collectors.joining(" "));
    }

    private static List<Object> cells(LogEntry entry) {
        var line = entry.line();
        return List.of(
                line.at(),
                line.invocation(),
                line.level().name().toLowerCase(Locale.ROOT),
                line.source().name().toLowerCase(Locale.ROOT),
                line.text());
    }
}
