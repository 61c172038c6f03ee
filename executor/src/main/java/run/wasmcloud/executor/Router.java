package run.wasmcloud.executor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.ActiveDeployment;
import run.wasmcloud.store.Change;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
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

    private final Function<String, Optional<ActiveDeployment>> source;
    private final Function<ActiveDeployment, Route> maker;
    private final AtomicLong changes = new AtomicLong();
    private final Cache<String, Entry> entries;

    /**
     * Makes a router.
     *
     * @param source reads the store
     * @param maker prepares what a deployment's requests have in common
     * @param ticker the time that entries age by
     */
    Router(
            Function<String, Optional<ActiveDeployment>> source,
            Function<ActiveDeployment, Route> maker,
            Ticker ticker) {
        this.source = source;
        this.maker = maker;
        this.entries =
                Caffeine.newBuilder()
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
    }

    /**
     * Returns where a label leads.
     *
     * @throws WasmcloudException {@code NOT_FOUND} when there is nothing deployed, {@code
     *     NOT_ALLOWED} when the owner is locked
     */
    Route find(String label) {
        var route = entry(label).route;
        if (route == null) {
            throw new WasmcloudException(
                    ErrorCode.NOT_FOUND, "There is no such function, or nothing is deployed to it");
        }
        if (route.deployment().ownerState() == UserState.LOCKED) {
            throw new WasmcloudException(ErrorCode.NOT_ALLOWED, "The function is suspended");
        }
        return route;
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
        return new Entry(route, before, changes.get());
    }

    /** Forgets what a change may have made wrong. */
    void forget(Change change) {
        changes.incrementAndGet();
        switch (change) {
            case Change.FunctionChanged function ->
                    entries.asMap().keySet().removeIf(leadsTo(function.name()));
            case Change.UserChanged user ->
                    entries.asMap()
                            .values()
                            .removeIf(
                                    entry ->
                                            entry.route != null
                                                    && entry.route
                                                            .deployment()
                                                            .owner()
                                                            .equals(user.user()));
            case Change.EverythingChanged _ -> entries.invalidateAll();
        }
    }

    private static Predicate<String> leadsTo(FunctionName name) {
        var version = "--" + name.value();
        return label -> label.equals(name.value()) || label.endsWith(version);
    }
}
