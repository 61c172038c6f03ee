package run.wasmcloud.executor;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.ActiveDeployment;
import run.wasmcloud.store.MonthUse;
import run.wasmcloud.store.Usage;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Holds users to what their plans allow in a calendar month, UTC. What is used is the store's sum,
 * read every two seconds, and what this executor has not shipped yet, so one executor is exact in
 * the number of runs. Too much can only be what others run between their end and our next look,
 * about three seconds, and the fuel of the runs that go on when the last of it is used up.
 *
 * <p>While the store is away, what was known last holds, with this executor's own runs.
 * Thread-safe.
 */
final class MonthlyQuotas implements AutoCloseable {
    private static final Logger LOG = System.getLogger(MonthlyQuotas.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration KNOWN_UNUSED = Duration.ofMinutes(10);

    private final Source source;
    private final Clock clock;
    private final ConcurrentHashMap<UserId, MonthAccount> accounts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("monthly-quotas").factory());

    /** Where the sums come from. */
    interface Source {
        /** Returns what users used in a month, and up to which of our records that is. */
        Usage.Months read(Collection<UserId> users, YearMonth month);
    }

    /** A run that counts. To be closed when it has ended. */
    interface Run extends AutoCloseable {
        @Override
        void close();
    }

    MonthlyQuotas(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Begins to look at the store. */
    MonthlyQuotas start() {
        var _ =
                timer.scheduleWithFixedDelay(
                        this::refresh, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /**
     * Lets a run begin.
     *
     * @throws WasmcloudException {@code MONTH_USED_UP} when the plan allows no more this month
     */
    Run begin(ActiveDeployment deployment) {
        var account = account(deployment.owner());
        var refused = account.begin(deployment.planLimits().month(), month());
        if (refused.isPresent()) {
            throw usedUp(deployment, refused.get());
        }
        return account::close;
    }

    /**
     * Takes the account of a run that was let begin and is not closed yet.
     *
     * @param record the number of its record in the journal
     */
    void ended(UserId owner, long record, long fuel) {
        var account = accounts.get(owner);
        if (account != null) {
            account.ended(record, fuel);
        }
    }

    /** A user's first run waits for what others have told, unless the store is away. */
    private MonthAccount account(UserId user) {
        var known = accounts.get(user);
        if (known != null) {
            return known;
        }
        var account = new MonthAccount(month());
        try {
            settle(user, account, source.read(List.of(user), month()));
        } catch (RuntimeException e) {
            away(e);
        }
        var other = accounts.putIfAbsent(user, account);
        return other == null ? account : other;
    }

    private YearMonth month() {
        return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    }

    void refresh() {
        try {
            forgetUnused();
            var users = List.copyOf(accounts.keySet());
            if (!users.isEmpty()) {
                var months = source.read(users, month());
                users.forEach(user -> settleKnown(user, months));
            }
        } catch (RuntimeException e) {
            away(e);
        }
    }

    private void settleKnown(UserId user, Usage.Months months) {
        var account = accounts.get(user);
        if (account != null) {
            settle(user, account, months);
        }
    }

    private void settle(UserId user, MonthAccount account, Usage.Months months) {
        account.settle(month(), months.users().getOrDefault(user, MonthUse.NONE), months.taken());
    }

    private void forgetUnused() {
        var before = System.nanoTime() - KNOWN_UNUSED.toNanos();
        accounts.values().removeIf(account -> account.isUnusedSince(before));
    }

    private static void away(RuntimeException e) {
        LOG.log(
                Level.WARNING,
                "what users used this month is not known at the moment; what was known holds: {0}",
                e.getMessage());
    }

    private WasmcloudException usedUp(ActiveDeployment deployment, MonthAccount.UsedUp used) {
        var reset = Usage.beginning(month().plusMonths(1));
        return new WasmcloudException(
                        ErrorCode.MONTH_USED_UP,
                        "The plan %s allows %d %s a month, and %d are used; there are more from %s"
                                .formatted(
                                        deployment.plan().name().toLowerCase(Locale.ROOT),
                                        used.most(),
                                        used.what(),
                                        used.used(),
                                        reset))
                .retryAt(reset);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
