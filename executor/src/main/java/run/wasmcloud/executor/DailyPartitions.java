package run.wasmcloud.executor;

import run.wasmcloud.store.Store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Has the store keep its days' partitions, now and every hour: the coming days' are made days
 * ahead, so that one that fails is made up for by the next. Now and then it has bytes removed that
 * nobody needs, and secrets sealed with the newest key. Any number of executors may do it.
 */
final class DailyPartitions implements AutoCloseable {
    private static final Logger LOG = System.getLogger(DailyPartitions.class.getName());

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("partitions").factory());

    DailyPartitions(Store store) {
        var _ = timer.scheduleWithFixedDelay(() -> maintain(store), 0, 1, TimeUnit.HOURS);
        var _ = timer.scheduleWithFixedDelay(() -> sweep(store), 10, 720, TimeUnit.MINUTES);
    }

    private static void maintain(Store store) {
        try {
            store.maintain();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the days' partitions were not kept; trying again", e);
        }
    }

    private static void sweep(Store store) {
        try {
            store.sweep();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "what nobody needs was not removed, or secrets not sealed anew; trying again",
                    e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
