package run.wasmcloud.runtime;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs guests on platform threads that are large enough for them.
 *
 * <p>As many guests compute at once as there are processors; further ones wait for moments in a
 * queue, which costs less than letting the system switch between all of them. A guest that blocks
 * in a host call, or computes for longer than {@link #PATIENCE_NANOS}, no longer counts: another
 * one starts beside it, up to as many threads as allowed. So guests that sleep or loop hold up
 * nobody.
 *
 * <p>One that then has used so much of a processor gets less priority until its run ends, where the
 * system lets it: short runs and the threads of the HTTP side go first.
 *
 * <p>Thread-safe.
 */
public final class GuestThreads extends AbstractExecutorService {
    /** How long a guest computes before another may start beside it. */
    private static final long PATIENCE_NANOS = 2_000_000;

    private static final long LOOK_NANOS = 1_000_000;
    private static final int LOOKS_IN_VAIN = 100;

    /**
     * What is added to the nice value of one that computes for long: a tenth of the others' part.
     */
    private static final int NICER = 10;

    private static final Optional<ThreadPriority> PRIORITY = ThreadPriority.ofSystem();
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final Logger LOG = System.getLogger(GuestThreads.class.getName());
    private static final ThreadLocal<@Nullable Worker> CURRENT = new ThreadLocal<>();

    private final ThreadFactory factory;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition waiting = lock.newCondition();
    private final Condition ended = lock.newCondition();
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final ArrayDeque<Worker> idle = new ArrayDeque<>();
    private final List<Worker> computing = new ArrayList<>();

    /** Those that compute for long already and do not count. */
    private final List<Worker> lasting = new ArrayList<>();

    private int threads;
    private volatile boolean shutdown;

    private GuestThreads(ThreadFactory factory, int most) {
        this.factory = factory;
        this.most = most;
        Thread.ofPlatform().daemon().name("guest-watch").start(this::watch);
    }

    /**
     * Opens a set of threads; a run that comes when as many as allowed are busy or waiting is
     * refused with {@link RejectedExecutionException}.
     *
     * @param most how many at once
     */
    public static GuestThreads open(Sandbox sandbox, int most) {
        return new GuestThreads(factory(sandbox), most);
    }

    /** Makes threads that guests can run on. */
    public static ThreadFactory factory(Sandbox sandbox) {
        return Thread.ofPlatform()
                .daemon()
                .name("guest-", 0)
                .stackSize(sandbox.requiredStack())
                .factory();
    }

    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            if (shutdown || threads - idle.size() + queue.size() >= most) {
                throw new RejectedExecutionException(
                        "%d guests are running or waiting (expected: fewer)".formatted(most));
            }
            queue.add(task);
            dispatch();
            if (!queue.isEmpty()) {
                waiting.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Starts what waits, as far as there are processors for it. The caller has the lock. */
    private void dispatch() {
        while (!queue.isEmpty() && computing.size() < PROCESSORS) {
            var worker = idle.isEmpty() ? newWorker() : idle.removeLast();
            if (worker == null) {
                return;
            }
            worker.give(queue.remove());
        }
    }

    /** Returns a worker on a new thread; null when there is no thread to be had. */
    private @Nullable Worker newWorker() {
        var worker = new Worker();
        try {
            worker.thread.start();
            threads++;
            return worker;
        } catch (OutOfMemoryError e) {
            if (threads == 0) {
                queue.removeLast();
                throw new RejectedExecutionException("the system gives no thread", e);
            }
            LOG.log(Level.WARNING, "the system gives no more than " + threads + " threads", e);
            return null;
        }
    }

    /**
     * Notes that the guest of the current thread is about to wait; pass the result to {@link
     * #resume}.
     */
    static @Nullable Worker pause() {
        var worker = CURRENT.get();
        if (worker != null) {
            worker.pool().stopsComputing(worker);
        }
        return worker;
    }

    /** Notes that a guest goes on. */
    static void resume(@Nullable Worker worker) {
        if (worker != null) {
            worker.pool().computesAgain(worker);
        }
    }

    private void stopsComputing(Worker worker) {
        lock.lock();
        try {
            stops(worker);
            dispatch();
        } finally {
            lock.unlock();
        }
    }

    private void computesAgain(Worker worker) {
        lock.lock();
        try {
            worker.computeSince(System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Looks after guests that compute for long, as long as others wait, and for a while after:
     * under load the queue is empty many times a second, and to be woken each time costs more than
     * to look.
     */
    private void watch() {
        lock.lock();
        try {
            var looks = 0;
            while (!shutdown || !queue.isEmpty()) {
                if (isQuiet() && ++looks > LOOKS_IN_VAIN) {
                    waiting.awaitUninterruptibly();
                    looks = 0;
                } else {
                    looks = isQuiet() ? looks : 0;
                    letOthersCompute(System.nanoTime());
                    pauseWatching();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isQuiet() {
        return queue.isEmpty() && lasting.stream().allMatch(worker -> worker.givesWay);
    }

    private void letOthersCompute(long now) {
        lasting.forEach(Worker::giveWay);
        if (!queue.isEmpty()) {
            for (var worker : List.copyOf(computing)) {
                if (now - worker.since > PATIENCE_NANOS) {
                    computing.remove(worker);
                    PRIORITY.ifPresent(_ -> lasts(worker));
                }
            }
            dispatch();
        }
    }

    private void lasts(Worker worker) {
        worker.cpuSince = worker.cpuNanos();
        lasting.add(worker);
    }

    /** The caller has the lock. */
    private void stops(Worker worker) {
        computing.remove(worker);
        lasting.remove(worker);
    }

    private void pauseWatching() {
        lock.unlock();
        try {
            LockSupport.parkNanos(this, LOOK_NANOS);
        } finally {
            lock.lock();
        }
    }

    /** Returns the next task for a worker that is done with its last one; null to be idle. */
    private @Nullable Runnable next(Worker worker) {
        lock.lock();
        try {
            stops(worker);
            if (!worker.takesPriorityBack()) {
                threads--;
                ended.signalAll();
                dispatch();
                return null;
            }
            if (!queue.isEmpty() && computing.size() < PROCESSORS) {
                worker.computeSince(System.nanoTime());
                return queue.remove();
            }
            idle.add(worker);
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether an idle worker's thread may end: nothing was given to it meanwhile. */
    private boolean retires(Worker worker) {
        lock.lock();
        try {
            if (worker.given != null) {
                return false;
            }
            idle.remove(worker);
            threads--;
            ended.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** One thread, and what it is to do. */
    final class Worker implements Runnable {
        private final Thread thread = factory.newThread(this);
        private volatile @Nullable Runnable given;

        /** When the present task began to compute. Guarded by the lock. */
        private long since;

        /** The thread's processor time when it turned out to last. Guarded by the lock. */
        private long cpuSince;

        private boolean givesWay;
        private boolean lowered;
        private boolean gone;

        /** The system's number of the thread; 0 until it runs. */
        private volatile int number;

        private int nice;

        GuestThreads pool() {
            return GuestThreads.this;
        }

        /** Gives a task to an idle or new worker. The caller has the lock. */
        private void give(Runnable task) {
            computeSince(System.nanoTime());
            given = task;
            LockSupport.unpark(thread);
        }

        private void computeSince(long now) {
            since = now;
            computing.add(this);
        }

        private long cpuNanos() {
            var thread = number;
            return thread == 0 ? 0 : PRIORITY.map(own -> own.cpuNanos(thread)).orElse(0L);
        }

        /** Wall time says nothing of a guest that got no processor. The caller has the lock. */
        private void giveWay() {
            if (!givesWay && cpuNanos() - cpuSince > PATIENCE_NANOS) {
                givesWay = true;
                lowered = PRIORITY.map(own -> own.setNice(number, nice + NICER)).orElse(false);
            }
        }

        /** Returns false when it may not: the thread is of no more use. The caller has the lock. */
        private boolean takesPriorityBack() {
            gone = lowered && !PRIORITY.map(own -> own.setNice(number, nice)).orElse(true);
            givesWay = false;
            lowered = false;
            return !gone;
        }

        private void learnPriority() {
            PRIORITY.ifPresent(
                    priority -> {
                        nice = priority.nice(priority.currentThread());
                        number = priority.currentThread();
                    });
        }

        @Override
        public void run() {
            CURRENT.set(this);
            learnPriority();
            for (var task = await(); task != null; task = gone ? null : await()) {
                given = null;
                for (var more = task; more != null; more = next(this)) {
                    perform(more);
                }
            }
        }

        private static void perform(Runnable task) {
            try {
                task.run();
            } catch (Throwable e) {
                LOG.log(Level.ERROR, "a guest's thread failed by the platform's fault", e);
            }
        }

        /** Waits for a task; null when none came for long. */
        private @Nullable Runnable await() {
            var end = System.nanoTime() + IDLE.toNanos();
            while (given == null) {
                var left = end - System.nanoTime();
                if (left > 0 && !shutdown) {
                    LockSupport.parkNanos(this, left);
                } else if (retires(this)) {
                    return null;
                }
            }
            return given;
        }
    }

    /**
     * What the threads do at a moment.
     *
     * @param computing guests that compute
     * @param blocked guests that wait in a host call, or have computed for long
     * @param idle threads without a guest
     * @param waiting guests that wait for a processor
     */
    public record Counts(int computing, int blocked, int idle, int waiting) {}

    /** Returns what the threads do at the moment. */
    public Counts counts() {
        lock.lock();
        try {
            var busy = threads - idle.size();
            return new Counts(
                    computing.size(),
                    Math.max(0, busy - computing.size()),
                    idle.size(),
                    queue.size());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void shutdown() {
        lock.lock();
        try {
            shutdown = true;
            waiting.signalAll();
            idle.forEach(worker -> LockSupport.unpark(worker.thread));
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives back what waits; guests that run go on to their end. */
    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        lock.lock();
        try {
            var left = List.copyOf(queue);
            queue.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isShutdown() {
        lock.lock();
        try {
            return shutdown;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isTerminated() {
        lock.lock();
        try {
            return shutdown && threads == 0 && queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        var left = unit.toNanos(timeout);
        lock.lock();
        try {
            while (!isTerminated() && left > 0) {
                left = ended.awaitNanos(left);
            }
            return isTerminated();
        } finally {
            lock.unlock();
        }
    }
}
