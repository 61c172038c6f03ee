package run.wasmcloud.executor;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the work of HTTP threads that is not done in time: a client that does not read holds its
 * thread in a write for ever. An interrupt ends it, and the connection with it. Thread-safe.
 *
 * <p>All watches are looked at a few times a second: cheaper than a timer for each of many short
 * requests.
 */
final class Watchdog implements AutoCloseable {
    private static final Duration ROUND = Duration.ofMillis(100);
    private static final Duration WHILE = Duration.ofSeconds(1);

    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);

    Watchdog() {
        Thread.ofPlatform().daemon().name("watchdog").start(this::run);
    }

    /**
     * Watches the calling thread until the watch is closed, on that thread.
     *
     * @param whenLasting is called once, on another thread, when the work lasts a while; must not
     *     block
     */
    Watch watch(Duration longest, Runnable whenLasting) {
        var now = System.nanoTime();
        var watch =
                new Watch(
                        Thread.currentThread(),
                        now + WHILE.toNanos(),
                        whenLasting,
                        now + longest.toNanos());
        watches.add(watch);
        return watch;
    }

    private void run() {
        try {
            while (!closing.await(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
                var now = System.nanoTime();
                watches.forEach(watch -> watch.check(now));
            }
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }

    /** The time that a thread has. */
    final class Watch implements AutoCloseable {
        private final Thread thread;
        private final long lasting;
        private final Runnable whenLasting;
        private final long end;
        private boolean lasts;
        private boolean fired;
        private boolean closed;

        private Watch(Thread thread, long lasting, Runnable whenLasting, long end) {
            this.thread = thread;
            this.lasting = lasting;
            this.whenLasting = whenLasting;
            this.end = end;
        }

        private synchronized void check(long now) {
            if (!closed && !lasts && now - lasting > 0) {
                lasts = true;
                whenLasting.run();
            }
            if (!closed && !fired && now - end > 0) {
                fired = true;
                thread.interrupt();
            }
        }

        /** Tells whether the time was over before the watch was closed. */
        synchronized boolean hasFired() {
            return fired;
        }

        /** Ends the watch; the thread may be used for something else. */
        @Override
        public void close() {
            watches.remove(this);
            if (end()) {
                Thread.interrupted();
            }
        }

        private synchronized boolean end() {
            closed = true;
            return fired;
        }
    }
}
