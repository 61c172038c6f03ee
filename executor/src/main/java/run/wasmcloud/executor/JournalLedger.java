package run.wasmcloud.executor;

import run.wasmcloud.executor.journal.Journal;
import run.wasmcloud.executor.journal.JournalFullException;
import run.wasmcloud.executor.journal.Shipper;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.Shipments;
import run.wasmcloud.store.Store;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A ledger that writes receipts and log lines to a journal on disk, from where they come to the
 * store.
 *
 * <p>While the store is away the journal grows. Where it gets near its bound, log lines are dropped
 * and counted first; then no new run is admitted, because no run goes without a receipt.
 * Thread-safe.
 */
final class JournalLedger implements Ledger, AutoCloseable {
    private static final Logger LOG = System.getLogger(JournalLedger.class.getName());
    private static final byte RECEIPT = 1;
    private static final byte LINE = 2;
    private static final double NO_MORE_LINES = 0.8;
    private static final double NO_MORE_RUNS = 0.9;

    private final ExecutorId executor;
    private final Shipments shipments;
    private final Journal journal;
    private final Shipper shipper;
    private final AtomicLong droppedLines = new AtomicLong();

    private JournalLedger(Journal journal, Store store) {
        this.executor = new ExecutorId(journal.owner());
        this.shipments = store.shipments();
        this.journal = journal;
        this.shipper = new Shipper(journal, new StoreReceiver(executor, store));
    }

    /**
     * Opens the journal in a folder.
     *
     * @param mostBytes how much it may take on disk
     * @throws WasmcloudException when it cannot be used, with the cause and the remedy
     */
    static JournalLedger open(Path folder, long mostBytes, Store store) {
        try {
            return new JournalLedger(Journal.open(folder, mostBytes, false), store);
        } catch (IOException e) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE,
                    "The journal of receipts cannot be used: %s (expected: a folder of this executor's own that it may write to)"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    /** Returns the executor, which stays the same from start to start. */
    @Override
    public ExecutorId executor() {
        return executor;
    }

    /** Returns how many records wait on disk for the store. */
    long unshipped() {
        return journal.unread();
    }

    /** Returns what the journal takes on disk, in bytes. */
    long bytes() {
        return journal.bytes();
    }

    @Override
    public void requireRoom() {
        if (journal.isFuller(NO_MORE_RUNS)) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE,
                    "This node cannot account for another run at the moment; try again later");
        }
    }

    @Override
    public long record(Invocation invocation) {
        try {
            return journal.add(RECEIPT, Shipments.row(invocation));
        } catch (JournalFullException e) {
            LOG.log(Level.ERROR, "the receipt of " + invocation.id() + " is lost", e);
            return 0;
        }
    }

    @Override
    public void log(List<LogLine> lines) {
        if (journal.isFuller(NO_MORE_LINES)) {
            drop(lines.size());
        } else {
            lines.forEach(this::log);
        }
    }

    private void log(LogLine line) {
        try {
            journal.add(LINE, shipments.row(line));
        } catch (JournalFullException e) {
            drop(1);
        }
    }

    /** Tells of the first, and then whenever the number has doubled. */
    private void drop(int lines) {
        var before = droppedLines.getAndAdd(lines);
        if (before == 0 || Long.highestOneBit(before) != Long.highestOneBit(before + lines)) {
            LOG.log(
                    Level.ERROR,
                    "{0} log lines were dropped: the journal is nearly full, because the store has"
                            + " not taken its records",
                    before + lines);
        }
    }

    @Override
    public void close() {
        shipper.close();
        journal.close();
    }

    /** The store, as what a journal is shipped to. */
    private record StoreReceiver(ExecutorId executor, Store store) implements Shipper.Receiver {
        @Override
        public long taken() {
            return store.shipments().taken(executor);
        }

        @Override
        public void take(List<Journal.Entry> entries) {
            store.shipments()
                    .take(
                            executor,
                            entries.getLast().number(),
                            payloads(entries, RECEIPT),
                            payloads(entries, LINE));
        }

        private static List<byte[]> payloads(List<Journal.Entry> entries, byte kind) {
            return entries.stream()
                    .filter(entry -> entry.kind() == kind)
                    .map(Journal.Entry::payload)
                    .toList();
        }

        @Override
        public boolean isReady() {
            return store.isReady();
        }
    }
}
