package run.wasmcloud.executor;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.PlanLimits;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.ActiveDeployment;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Bounds how many runs go on at once: of a function, of a user, and on this executor. A run for
 * which there is no room waits for a moment, in a queue that is no longer than the bound; on a full
 * executor it does not wait. Thread-safe.
 */
final class Admission {
    private final ConcurrentHashMap<Object, Counted> gates = new ConcurrentHashMap<>();
    private final Semaphore guests;
    private final Duration longestWait;

    /**
     * Makes an admission.
     *
     * @param guests how many runs go on at once in all
     * @param longestWait how long a run may wait for its turn
     */
    Admission(int guests, Duration longestWait) {
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
     * Lets a run begin, perhaps after a wait.
     *
     * @throws WasmcloudException {@code TOO_MANY_REQUESTS} when the function's or the user's place
     *     did not become free in time, {@code UNAVAILABLE} when the executor is full
     */
    Ticket enter(ActiveDeployment deployment) {
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

    private static WasmcloudException full() {
        return new WasmcloudException(
                ErrorCode.UNAVAILABLE,
                "This server runs as many functions as it can; try again in a moment");
    }

    /** Returns how many functions and users have runs at the moment. */
    int size() {
        return gates.size();
    }
}
