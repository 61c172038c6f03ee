package run.wasmcloud.executor.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Brings a journal's records to their receiver, in batches and in order, on a thread of its own.
 *
 * <p>While the receiver is away a batch is tried again and the journal grows. A record that the
 * receiver refuses while it is there is passed over, lest it hold up all others. A busy node ships
 * at a bounded pace, so that shipping takes little from the runs; a journal that is getting full is
 * shipped without pauses.
 */
public final class Shipper implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Shipper.class.getName());
    private static final int MOST_RECORDS = 2_000;
    private static final long MOST_BYTES = 4 << 20;
    private static final double URGENT = 0.5;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

    private final Journal journal;
    private final Receiver receiver;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** Where the records go. */
    public interface Receiver {
        /** Returns the number of the last record that was taken. */
        long taken();

        /**
         * Takes records, all of them or none, once; throws when it takes none.
         *
         * @param entries in their order, at least one
         */
        void take(List<Journal.Entry> entries);

        /** Tells whether it is there, so that a failure is the records' fault. */
        boolean isReady();
    }

    /** Begins to ship. */
    public Shipper(Journal journal, Receiver receiver) {
        this.journal = journal;
        this.receiver = receiver;
        this.thread = Thread.ofPlatform().daemon().name("shipper").start(this::run);
    }

    private void run() {
        skipTaken();
        while (!isClosing()) {
            if (!journal.isFuller(URGENT)) {
                pause(PAUSE);
            }
            ship();
        }
        while (ship()) {
            // What is left is brought in as long as the receiver takes it.
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void skipTaken() {
        var pause = PAUSE;
        while (!isClosing()) {
            try {
                var taken = receiver.taken();
                journal.skipTo(taken);
                journal.release(taken);
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "the receiver of the journal is away; trying again", e);
                pause(pause);
                pause = longer(pause);
            }
        }
    }

    /** Ships a batch; tells whether there was one, and it was taken. */
    private boolean ship() {
        var batch = journal.read(MOST_RECORDS, MOST_BYTES);
        if (batch.isEmpty() || !isTaken(batch)) {
            return false;
        }
        journal.release(batch.getLast().number());
        return true;
    }

    /** Tries until a batch is taken, or nothing is tried any more. */
    private boolean isTaken(List<Journal.Entry> batch) {
        var pause = PAUSE;
        while (!tried(batch)) {
            if (isClosing()) {
                return false;
            }
            pause(pause);
            pause = longer(pause);
        }
        return true;
    }

    private boolean tried(List<Journal.Entry> batch) {
        try {
            receiver.take(batch);
            return true;
        } catch (RuntimeException e) {
            var refused = receiver.isReady();
            LOG.log(
                    Level.WARNING,
                    "{0} records could not be kept; {1}: {2}",
                    batch.size(),
                    refused ? "trying them one by one" : "trying again",
                    e.getMessage());
            return refused && triedEach(batch);
        }
    }

    private boolean triedEach(List<Journal.Entry> batch) {
        for (var entry : batch) {
            try {
                receiver.take(List.of(entry));
            } catch (RuntimeException e) {
                if (!receiver.isReady()) {
                    return false;
                }
                LOG.log(
                        Level.ERROR,
                        "record " + entry.number() + " cannot be kept, and is lost",
                        e);
            }
        }
        return true;
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private void pause(Duration duration) {
        try {
            closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    /** Ships what the receiver takes within 10 seconds, and ends; the journal keeps the rest. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(LONGEST_CLOSE)) {
                LOG.log(
                        Level.WARNING,
                        "{0} records wait in the journal for the next start",
                        journal.unread());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
