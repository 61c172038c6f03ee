package run.wasmcloud.executor;

import com.github.benmanes.caffeine.cache.Ticker;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.PlanLimits;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.ActiveDeployment;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds how many runs go on at once: of a function, of a user, and on this executor. A run for
 * which there is no room waits for a moment, in a queue that is no longer than the bound; on a full
 * executor it does not wait. Thread-safe.
 */
final class Admission {
    private static final long PAGE_BYTES = 64L * 1024;

    private final ConcurrentHashMap<Object, Counted> gates = new ConcurrentHashMap<>();
    private final Semaphore guests;
    private final Duration longestWait;
    private final MonthlyQuotas quotas;
    private final RunRates rates = new RunRates(Ticker.systemTicker());
    private final AtomicLong guestBytes = new AtomicLong();
    private final long mostGuestBytes;
    private final int most;

    /**
     * Makes an admission.
     *
     * @param guests how many runs go on at once in all
     * @param longestWait how long a run may wait for its turn
     * @param quotas what users may do in a month
     */
    Admission(int guests, Duration longestWait, MonthlyQuotas quotas) {
        this(guests, longestWait, quotas, Long.MAX_VALUE);
    }

    /**
     * Makes an admission.
     *
     * @param guests how many runs go on at once in all
     * @param longestWait how long a run may wait for its turn
     * @param quotas what users may do in a month
     * @param mostGuestBytes the most memory that all guests together may be allowed, in bytes
     */
    Admission(int guests, Duration longestWait, MonthlyQuotas quotas, long mostGuestBytes) {
        this.mostGuestBytes = mostGuestBytes;
        this.most = guests;
        this.quotas = quotas;
        this.guests = new Semaphore(guests);
        this.longestWait = longestWait;
    }

    /** A gate, while somebody uses it. */
    private static final class Counted {
        private final Gate gate = new Gate();
        private int users;
    }

    /** A run's place; others get it when it is closed. */
    interface Ticket extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes a request over HTTP, before anything is done for it.
     *
     * @throws WasmcloudException {@code TOO_MANY_REQUESTS} when there are too many in a short time
     */
    void arrive(ActiveDeployment deployment) {
        rates.take(deployment);
    }

    /**
     * Lets a run begin, perhaps after a wait.
     *
     * @throws WasmcloudException {@code TOO_MANY_REQUESTS} when the function's or the user's place
     *     did not become free in time, {@code UNAVAILABLE} when the executor is full, {@code
     *     MONTH_USED_UP} when the plan allows no more this month
     */
    Ticket enter(ActiveDeployment deployment) {
        var ofMonth = quotas.begin(deployment);
        try {
            return counted(deployment, enterGates(deployment), ofMonth);
        } catch (WasmcloudException e) {
            ofMonth.close();
            throw e;
        }
    }

    private Ticket counted(ActiveDeployment deployment, Ticket gates, MonthlyQuotas.Run ofMonth) {
        var bytes = deployment.limits().memoryPages() * PAGE_BYTES;
        if (guestBytes.addAndGet(bytes) > mostGuestBytes) {
            guestBytes.addAndGet(-bytes);
            gates.close();
            throw outOfMemory();
        }
        return () -> {
            guestBytes.addAndGet(-bytes);
            gates.close();
            ofMonth.close();
        };
    }

    private Ticket enterGates(ActiveDeployment deployment) {
        var limits = deployment.planLimits();
        var ofFunction = enterFunction(deployment, limits);
        try {
            var ofUser = enterUser(deployment, limits);
            if (guests.tryAcquire()) {
                return ticket(ofFunction, ofUser);
            }
            ofUser.close();
            throw full();
        } catch (WasmcloudException e) {
            ofFunction.close();
            throw e;
        }
    }

    private Ticket ticket(Ticket ofFunction, Ticket ofUser) {
        return () -> {
            guests.release();
            ofUser.close();
            ofFunction.close();
        };
    }

    private Ticket enterFunction(ActiveDeployment deployment, PlanLimits limits) {
        return pass(
                deployment.function(),
                limits.concurrentRunsPerFunction(),
                deployment,
                "of this function");
    }

    private Ticket enterUser(ActiveDeployment deployment, PlanLimits limits) {
        return pass(
                deployment.owner(),
                limits.concurrentRunsPerUser(),
                deployment,
                "of this function's owner");
    }

    private Ticket pass(Object key, int most, ActiveDeployment deployment, String whose) {
        var counted = use(key);
        if (!counted.gate.enter(most, longestWait.toNanos())) {
            drop(key);
            throw tooMany(most, deployment, whose);
        }
        return () -> {
            counted.gate.leave();
            drop(key);
        };
    }

    private static WasmcloudException tooMany(int most, ActiveDeployment deployment, String whose) {
        return new WasmcloudException(
                ErrorCode.TOO_MANY_REQUESTS,
                "%d runs %s go on at once, as many as the plan '%s' allows; try again in a moment"
                        .formatted(most, whose, deployment.plan().name().toLowerCase(Locale.ROOT)));
    }

    private Counted use(Object key) {
        return gates.compute(
                key,
                (_, present) -> {
                    var counted = present == null ? new Counted() : present;
                    counted.users++;
                    return counted;
                });
    }

    private void drop(Object key) {
        gates.computeIfPresent(key, (_, counted) -> --counted.users == 0 ? null : counted);
    }

    private static WasmcloudException outOfMemory() {
        return new WasmcloudException(
                ErrorCode.UNAVAILABLE,
                "The functions that run on this server may use all of its memory; try again in a"
                        + " moment");
    }

    private static WasmcloudException full() {
        return new WasmcloudException(
                ErrorCode.UNAVAILABLE,
                "This server runs as many functions as it can; try again in a moment");
    }

    /**
     * Lets no more runs begin, and waits for those that go on.
     *
     * @return false when some go on nevertheless
     */
    boolean end(Duration longest) throws InterruptedException {
        return guests.tryAcquire(most, longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Returns how many runs go on. */
    int running() {
        return most - guests.availablePermits();
    }

    /** Returns how many runs wait for their turn. */
    int waiting() {
        return gates.values().stream().mapToInt(counted -> counted.gate.waiting()).sum();
    }

    /** Returns the most memory that the guests of the runs that go on may take, in bytes. */
    long guestBytes() {
        return guestBytes.get();
    }

    /** Returns how many functions and users have runs at the moment. */
    int size() {
        return gates.size();
    }
}
