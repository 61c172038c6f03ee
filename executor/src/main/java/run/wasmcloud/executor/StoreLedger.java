package run.wasmcloud.executor;

import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.store.Store;

import java.util.List;

/** A ledger that brings receipts and log lines to the store, in batches. Thread-safe. */
final class StoreLedger implements Ledger, AutoCloseable {
    private static final int MOST_RECEIPTS = 50_000;
    private static final int MOST_LINES = 100_000;

    private final Batches<Invocation> receipts;
    private final Batches<LogLine> lines;

    StoreLedger(Store store) {
        receipts =
                new Batches<>(
                        "receipts",
                        MOST_RECEIPTS,
                        items -> () -> store.invocations().add(items),
                        store::isReady);
        lines =
                new Batches<>(
                        "log lines",
                        MOST_LINES,
                        items -> {
                            var entries = store.logLines().entries(items);
                            return () -> store.logLines().append(entries);
                        },
                        store::isReady);
    }

    @Override
    public void record(Invocation invocation) {
        receipts.add(invocation);
    }

    @Override
    public void log(List<LogLine> newLines) {
        newLines.forEach(lines::add);
    }

    @Override
    public void close() {
        lines.close();
        receipts.close();
    }
}
