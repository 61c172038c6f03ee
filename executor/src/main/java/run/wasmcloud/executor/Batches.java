package run.wasmcloud.executor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Collects items and delivers them a batch at a time on a thread of its own.
 *
 * <p>While the receiver is away a batch is tried again and new items wait, as many as there is room
 * for; further ones are dropped and counted. An item that the receiver refuses while it is there is
 * dropped too, lest it hold up all others. Thread-safe.
 */
final class Batches<T> implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Batches.class.getName());
    private static final int LARGEST = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

    private final String what;
    private final ArrayBlockingQueue<T> queue;
    private final Function<List<T>, Runnable> delivery;
    private final BooleanSupplier receiverIsThere;
    private final AtomicLong dropped = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Begins to collect.
     *
     * @param what the items, in the plural, for the operator
     * @param most how many wait at most
     * @param delivery prepares a batch, once; what it gives delivers the batch and may be called
     *     again after it failed
     * @param receiverIsThere tells whether a failure is the batch's fault
     */
    Batches(
            String what,
            int most,
            Function<List<T>, Runnable> delivery,
            BooleanSupplier receiverIsThere) {
        this.what = what;
        this.queue = new ArrayBlockingQueue<>(most);
        this.delivery = delivery;
        this.receiverIsThere = receiverIsThere;
        this.thread = Thread.ofPlatform().daemon().name("ledger " + what).start(this::run);
    }

    /** Takes an item; drops it when there is no room. */
    void add(T item) {
        if (!queue.offer(item)) {
            dropped.incrementAndGet();
        }
    }

    /** Returns how many items were dropped that have not been told of yet. */
    long dropped() {
        return dropped.get();
    }

    private void run() {
        while (!isClosing() || !queue.isEmpty()) {
            pause(PAUSE);
            deliverAll();
            tellDropped();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void deliverAll() {
        var batch = new ArrayList<T>();
        while (queue.drainTo(batch, LARGEST) > 0) {
            deliver(List.copyOf(batch));
            batch.clear();
        }
    }

    private void deliver(List<T> batch) {
        var delivering = delivery.apply(batch);
        var pause = PAUSE;
        while (!isDelivered(delivering, batch)) {
            if (isClosing()) {
                dropped.addAndGet(batch.size());
                return;
            }
            pause(pause);
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private boolean isDelivered(Runnable delivering, List<T> batch) {
        try {
            delivering.run();
            return true;
        } catch (RuntimeException e) {
            var refused = receiverIsThere.getAsBoolean();
            LOG.log(
                    Level.WARNING,
                    () -> batch.size() + " " + what + " could not be kept; " + next(refused),
                    e);
            if (refused) {
                deliverEach(batch);
            }
            return refused;
        }
    }

    private static String next(boolean refused) {
        return refused ? "trying them one by one" : "trying again";
    }

    private void deliverEach(List<T> batch) {
        for (var item : batch) {
            try {
                delivery.apply(List.of(item)).run();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, () -> "one of the " + what + " cannot be kept", e);
            }
        }
    }

    private void tellDropped() {
        var count = dropped.getAndSet(0);
        if (count > 0) {
            LOG.log(
                    Level.ERROR,
                    "dropped {0} {1}: the store did not take them in time",
                    count,
                    what);
        }
    }

    private void pause(Duration duration) {
        try {
            closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    /** Delivers what waits, as far as the receiver takes it, and ends. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(LONGEST_CLOSE)) {
                LOG.log(Level.ERROR, "{0} {1} were not kept in time", queue.size(), what);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
