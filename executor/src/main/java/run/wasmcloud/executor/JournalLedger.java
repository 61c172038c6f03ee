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
 * and counted first; then no new run is admitted, because no run goes without a receipt. So it is
 * when the disk is full. Thread-safe.
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
     * @param force whether a receipt is on the disk before its run's answer ends
     * @throws WasmcloudException when it cannot be used, with the cause and the remedy
     */
    static JournalLedger open(Path folder, long mostBytes, boolean force, Store store) {
        try {
            return new JournalLedger(Journal.open(folder, mostBytes, force), store);
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

    /** Tells whether further runs can be accounted for. */
    boolean isReady() {
        return !journal.isFuller(NO_MORE_RUNS) && journal.isReady();
    }

    /** Returns how many times records were forced to the disk. */
    long forces() {
        return journal.forces();
    }

    /** Returns how many log lines were dropped for want of room. */
    long droppedLines() {
        return droppedLines.get();
    }

    /** Returns what the journal takes on disk, in bytes. */
    long bytes() {
        return journal.bytes();
    }

    @Override
    public void requireRoom() {
        if (!isReady()) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE,
                    "This server cannot account for another run at the moment: its journal of"
                            + " receipts is full; try again later");
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
        if (journal.isFuller(NO_MORE_LINES) || !journal.isReady()) {
            drop(lines.size());
        } else {
            lines.forEach(this::log);
        }
    }

    private void log(LogLine line) {
        try {
            journal.append(LINE, shipments.row(line));
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
