package run.wasmcloud.executor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.ActiveDeployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Bounds how many requests to all functions of a user this executor takes: so many a second in the
 * long run, and {@link #BURST_SECONDS} seconds' worth at once. Users whose plan has no bound cost
 * nothing. Thread-safe.
 */
final class RunRates {
    /** So many seconds' worth of requests may come at once. */
    static final int BURST_SECONDS = 5;

    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_USERS = 100_000;

    /** A bucket that was not touched for as long is full again. */
    private static final Duration KEPT = Duration.ofSeconds(2L * BURST_SECONDS);

    private final Ticker ticker;
    private final Cache<UserId, Bucket> buckets;

    RunRates(Ticker ticker) {
        this.ticker = ticker;
        this.buckets =
                Caffeine.newBuilder()
                        .ticker(ticker)
                        .maximumSize(MOST_USERS)
                        .expireAfterAccess(KEPT)
                        .build();
    }

    /** What a user has left, as the moment from which on the bucket would be full. */
    private static final class Bucket {
        private long fullAt;

        private Bucket(long now) {
            fullAt = now;
        }

        /** Takes one request; returns how long to wait before, in nanoseconds, 0 for not at all. */
        synchronized long take(long now, long rate) {
            var one = SECOND / rate;
            var filled = Math.max(fullAt - now, 0);
            var excess = filled + one - BURST_SECONDS * SECOND;
            if (excess > 0) {
                return excess;
            }
            fullAt = now + filled + one;
            return 0;
        }
    }

    /**
     * Takes a request to a function.
     *
     * @throws WasmcloudException {@code TOO_MANY_REQUESTS} when its owner's functions are asked too
     *     often
     */
    void take(ActiveDeployment deployment) {
        var rate = deployment.planLimits().runRequestsASecond();
        if (rate != PlanFigure.UNBOUNDED) {
            take(deployment, Math.min(rate, SECOND));
        }
    }

    private void take(ActiveDeployment deployment, long rate) {
        var now = ticker.read();
        var wait = buckets.get(deployment.owner(), _ -> new Bucket(now)).take(now, rate);
        if (wait > 0) {
            throw new WasmcloudException(
                            ErrorCode.TOO_MANY_REQUESTS,
                            "The functions of this function's owner are asked more than %d times a second, as often as the plan '%s' allows on each server; try again in a moment"
                                    .formatted(
                                            rate,
                                            deployment.plan().name().toLowerCase(Locale.ROOT)))
                    .retryAt(Instant.now().plusNanos(wait));
        }
    }
}
