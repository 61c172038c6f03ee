package run.wasmcloud.api;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TooManyRequestsException;
import run.wasmcloud.model.UserId;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts requests by the minute of the clock: of users, and of network addresses from which nobody
 * has signed in. Each process counts for itself. Thread-safe.
 */
final class RequestRates {
    /** How many requests in a minute come from an address without anybody being signed in. */
    static final int VISITORS = 1_200;

    private static final int SECONDS = 60;
    private static final int NETWORK_BYTES = 8;

    private final InstantSource clock;
    private volatile Minute minute = new Minute(Long.MIN_VALUE);

    RequestRates(InstantSource clock) {
        this.clock = clock;
    }

    /** What was counted in one minute. */
    private record Minute(long number, ConcurrentHashMap<Object, AtomicInteger> counts) {
        Minute(long number) {
            this(number, new ConcurrentHashMap<>());
        }

        int count(Object who) {
            return counts.computeIfAbsent(who, _ -> new AtomicInteger()).incrementAndGet();
        }
    }

    /**
     * How much may still be asked.
     *
     * @param most how many requests a minute
     * @param remaining how many in this minute
     * @param resetSeconds when the next minute begins
     */
    record Allowance(int most, int remaining, long resetSeconds) {}

    /**
     * Counts a user's request.
     *
     * @param plan the user's
     * @param most how many there may be in a minute
     * @throws TooManyRequestsException when there were as many
     */
    Allowance count(UserId user, Plan plan, int most) {
        return count(user, most, "the plan " + Json.word(plan) + " allows");
    }

    /**
     * Counts a request of somebody who has not signed in.
     *
     * @throws TooManyRequestsException when there were too many from the same address
     */
    Allowance countVisitor(InetAddress address) {
        return count(network(address), VISITORS, "anybody may send without signing in");
    }

    private Allowance count(Object who, int most, String why) {
        var second = clock.instant().getEpochSecond();
        var resetSeconds = SECONDS - Math.floorMod(second, SECONDS);
        var count = minute(Math.floorDiv(second, SECONDS)).count(who);
        if (count > most) {
            throw new TooManyRequestsException(
                    "%d requests came in this minute, as many as %s (expected: no more for %d s)"
                            .formatted(most, why, resetSeconds),
                    Duration.ofSeconds(resetSeconds));
        }
        return new Allowance(most, most - count, resetSeconds);
    }

    private Minute minute(long number) {
        var present = minute;
        return present.number() == number ? present : begin(number);
    }

    private synchronized Minute begin(long number) {
        if (minute.number() < number) {
            minute = new Minute(number);
        }
        return minute;
    }

    /** Whoever has an IPv6 address has all of its network. */
    private static Object network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address;
    }
}
