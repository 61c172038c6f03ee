package run.wasmcloud.executor;

import run.wasmcloud.model.MonthlyLimits;
import run.wasmcloud.store.MonthUse;

import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What one user's functions used in a month, as far as one executor knows. Thread-safe. */
final class MonthAccount {
    private static final int MOST_UNSHIPPED = 10_000;

    /** Runs that have ended and are not in the store's sum yet, the first record first. */
    private final Deque<Unshipped> unshipped = new ArrayDeque<>();

    private YearMonth month;
    private MonthUse shipped = MonthUse.NONE;
    private long running;

    /** Those that have told their account, but are not closed yet. */
    private long ending;

    private long ownInvocations;
    private long ownFuel;
    private long usedNanos = System.nanoTime();

    private record Unshipped(long record, long invocations, long fuel) {}

    /**
     * Why no more runs are allowed.
     *
     * @param what for example {@code invocations}
     */
    record UsedUp(String what, long used, long most) {}

    MonthAccount(YearMonth month) {
        this.month = month;
    }

    /** Counts a run that begins; tells what is used up when it may not. */
    synchronized Optional<UsedUp> begin(MonthlyLimits most, YearMonth present) {
        usedNanos = System.nanoTime();
        turnTo(present);
        var invocations = shipped.invocations() + ownInvocations;
        if (invocations + running >= most.invocations()) {
            return Optional.of(new UsedUp("invocations", invocations, most.invocations()));
        }
        // A sum that is larger than a long tells is larger than any bound.
        var fuel = shipped.fuel() + Math.min(ownFuel, Long.MAX_VALUE - shipped.fuel());
        if (fuel >= most.fuel() && most.fuel() != Long.MAX_VALUE) {
            return Optional.of(new UsedUp("instructions (fuel)", fuel, most.fuel()));
        }
        running++;
        return Optional.empty();
    }

    private void turnTo(YearMonth present) {
        if (!month.equals(present)) {
            month = present;
            shipped = MonthUse.NONE;
            unshipped.clear();
            ownInvocations = 0;
            ownFuel = 0;
        }
    }

    /** Takes the account of a run that began here. */
    synchronized void ended(long record, long fuel) {
        var last = unshipped.size() < MOST_UNSHIPPED ? null : unshipped.pollLast();
        unshipped.addLast(
                last == null
                        ? new Unshipped(record, 1, fuel)
                        : new Unshipped(
                                Math.max(record, last.record()),
                                last.invocations() + 1,
                                last.fuel() + fuel));
        ownInvocations++;
        ownFuel += fuel;
        running--;
        ending++;
    }

    /** A run has ended, with or without an account. */
    synchronized void close() {
        if (ending > 0) {
            ending--;
        } else {
            running--;
        }
        usedNanos = System.nanoTime();
    }

    /**
     * Takes what the store knows.
     *
     * @param taken the number of our last record that is in it
     */
    synchronized void settle(YearMonth present, MonthUse sum, long taken) {
        turnTo(present);
        shipped = sum;
        unshipped.removeIf(
                run -> {
                    var isIn = run.record() <= taken;
                    if (isIn) {
                        ownInvocations -= run.invocations();
                        ownFuel -= run.fuel();
                    }
                    return isIn;
                });
    }

    synchronized boolean isUnusedSince(long nanos) {
        return running == 0 && ending == 0 && unshipped.isEmpty() && usedNanos - nanos < 0;
    }
}
