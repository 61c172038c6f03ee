package run.wasmcloud.sandbox;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.olin.OlinGrant;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.runtime.Grants;
import run.wasmcloud.runtime.GuestClock;
import run.wasmcloud.runtime.GuestRandom;
import run.wasmcloud.wasi.FileTree;

import java.time.Instant;
import java.util.Random;

/**
 * What a guest finds around it when it runs without a server.
 *
 * @param policy what it may open
 * @param files what a WASI guest sees below {@code /}
 * @param outbound where it may send requests to, and how
 */
public record Surroundings(
        GuestClock clock,
        GuestRandom random,
        Policy policy,
        FileTree files,
        OutboundSettings outbound) {
    /**
     * Returns what the host functions of a run are given.
     *
     * @param function what others see of the function in {@code Via} and {@code CDN-Loop}
     */
    Grants grants(String function) {
        return Grants.none()
                .with(OlinGrant.class, new OlinGrant(function, "", policy))
                .with(FileTree.class, files);
    }

    /**
     * Returns a clock that shows a moment first, and at each look a microsecond more: the same at
     * every run, and a guest that waits for a time to come sees it come. Not thread-safe.
     */
    public static GuestClock clock(@Nullable Instant start) {
        return start == null ? GuestClock.system() : new SteadyClock(start);
    }

    /** Returns bytes that are the same for the same seed. Not for secrets. */
    public static GuestRandom random(@Nullable Long seed) {
        return seed == null ? GuestRandom.secure() : new Random(seed)::nextBytes;
    }

    private static final class SteadyClock implements GuestClock {
        private static final long STEP_NANOS = 1_000;

        private final long startNanos;
        private long passedNanos = -STEP_NANOS;

        SteadyClock(Instant start) {
            this.startNanos =
                    Math.addExact(
                            Math.multiplyExact(start.getEpochSecond(), 1_000_000_000L),
                            start.getNano());
        }

        @Override
        public long unixNanos() {
            return startNanos + monotonicNanos();
        }

        @Override
        public long monotonicNanos() {
            passedNanos += STEP_NANOS;
            return passedNanos;
        }
    }
}
