package run.wasmcloud.cli;

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
 * What a local run's guest finds around it.
 *
 * @param policy what it may open
 * @param files what a WASI guest sees below {@code /}
 * @param outbound where it may send requests to, and how
 */
record Surroundings(
        GuestClock clock,
        GuestRandom random,
        Policy policy,
        FileTree files,
        OutboundSettings outbound) {
    private static final String FUNCTION = "local";

    Grants grants() {
        return Grants.none()
                .with(OlinGrant.class, new OlinGrant(FUNCTION, "", policy))
                .with(FileTree.class, files);
    }

    /**
     * Returns a clock that shows a moment first, and at each look a microsecond more: the same at
     * every run, and a guest that waits for a time to come sees it come. Not thread-safe.
     */
    static GuestClock clock(@Nullable Instant start) {
        return start == null ? GuestClock.system() : new SteadyClock(start);
    }

    /** Returns bytes that are the same for the same seed. Not for secrets. */
    static GuestRandom random(@Nullable Long seed) {
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
