package run.wasmcloud.executor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.ActiveDeployment;
import run.wasmcloud.store.Change;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Knows which deployment a label leads to: from memory, until the store tells of a change. Unknown
 * labels are remembered for a short while. Thread-safe.
 */
final class Router {
    private static final int MOST_LABELS = 20_000;
    private static final Duration KNOWN = Duration.ofMinutes(1);
    private static final Duration UNKNOWN = Duration.ofSeconds(2);
    private static final Duration EARLIER_KNOWN = Duration.ofMinutes(5);

    private final Function<String, Optional<ActiveDeployment>> source;
    private final Function<ActiveDeployment, Route> maker;
    private final AtomicLong changes = new AtomicLong();
    private final Predicate<Route> ready;
    private final Suspensions suspensions;
    private final Cache<String, Entry> entries;
    private final Cache<String, Route> earlier;

    /**
     * Makes a router.
     *
     * @param source reads the store
     * @param maker prepares what a deployment's requests have in common
     * @param ready tells whether requests can be answered along a route at once
     * @param suspensions says why a function is not run
     * @param ticker the time that entries age by
     */
    Router(
            Function<String, Optional<ActiveDeployment>> source,
            Function<ActiveDeployment, Route> maker,
            Predicate<Route> ready,
            Suspensions suspensions,
            Ticker ticker) {
        this.source = source;
        this.maker = maker;
        this.ready = ready;
        this.suspensions = suspensions;
        this.earlier =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .maximumSize(MOST_LABELS)
                        .ticker(ticker)
                        .expireAfterWrite(EARLIER_KNOWN)
                        .build();
        this.entries =
                Caffeine.newBuilder()
                        .executor(Runnable::run) // Waking a thread every few requests costs more.
                        .maximumSize(MOST_LABELS)
                        .ticker(ticker)
                        .expireAfter(
                                Expiry.creating(
                                        (String _, Entry entry) ->
                                                entry.route == null ? UNKNOWN : KNOWN))
                        .build();
    }

    /**
     * What was read of a label.
     *
     * @param seen how many changes had been told when the reading began: a change that came in the
     *     meantime may or may not have been seen
     */
    private record Entry(@Nullable Route route, long seen, long read) {
        boolean isCertain() {
            return seen == read;
        }

        boolean mayBeOf(FunctionId function) {
            return route == null || route.deployment().function().equals(function);
        }

        boolean isOf(UserId user) {
            return route != null && route.deployment().owner().equals(user);
        }
    }

    /**
     * Returns where a label leads.
     *
     * @throws WasmcloudException {@code NOT_FOUND} when there is nothing deployed, {@code
     *     SUSPENDED} when it may not be run
     */
    Route find(String label) {
        var route = entry(label).route;
        if (route == null) {
            throw new WasmcloudException(
                    ErrorCode.NOT_FOUND, "There is no such function, or nothing is deployed to it");
        }
        suspensions.requireNone(route.deployment().standing());
        return route;
    }

    /**
     * Returns where a label led before its function changed, if requests were answered along that
     * route; for the time that the new one is not ready. A run never sees a secret that was changed
     * before it began, so a route with others than the present ones is of no use.
     */
    Optional<Route> earlier(String label, Route now) {
        return Optional.ofNullable(earlier.getIfPresent(label))
                .filter(route -> route.deployment().function().equals(now.deployment().function()))
                .filter(route -> route.secrets().equals(now.secrets()));
    }

    private Entry entry(String label) {
        var entry = entries.get(label, this::read);
        if (!entry.isCertain()) {
            entries.asMap().remove(label, entry);
            entry = read(label);
        }
        return entry;
    }

    private Entry read(String label) {
        var before = changes.get();
        var route = source.apply(label).map(maker).orElse(null);
        forgetEarlierSecrets(label, route);
        return new Entry(route, before, changes.get());
    }

    /** Secrets that are no more are not kept in memory for a route that is of no use. */
    private void forgetEarlierSecrets(String label, @Nullable Route now) {
        earlier.asMap()
                .computeIfPresent(
                        label,
                        (_, route) ->
                                now != null && route.secrets().equals(now.secrets())
                                        ? route
                                        : null);
    }

    /** Forgets what a change may have made wrong. */
    void forget(Change change) {
        changes.incrementAndGet();
        switch (change) {
            case Change.FunctionChanged function -> change(leadsTo(function));
            case Change.UserChanged user -> {
                entries.asMap().values().removeIf(entry -> entry.isOf(user.user()));
                earlier.asMap()
                        .values()
                        .removeIf(route -> route.deployment().owner().equals(user.user()));
            }
            case Change.EverythingChanged _ -> {
                entries.invalidateAll();
                earlier.invalidateAll();
            }
        }
    }

    private void change(BiPredicate<String, Entry> changed) {
        entries.asMap()
                .forEach(
                        (label, entry) -> {
                            if (changed.test(label, entry)) {
                                keepEarlier(label, entry.route);
                                entries.invalidate(label);
                            }
                        });
    }

    private void keepEarlier(String label, @Nullable Route route) {
        if (route != null && ready.test(route)) {
            earlier.put(label, route);
        }
    }

    /** Where a host name that led nowhere leads now, only the store knows. */
    private static BiPredicate<String, Entry> leadsTo(Change.FunctionChanged function) {
        var name = function.name().value();
        var version = "--" + name;
        return (label, entry) ->
                label.equals(name)
                        || label.endsWith(version)
                        || (label.indexOf('.') >= 0 && entry.mayBeOf(function.function()));
    }
}
