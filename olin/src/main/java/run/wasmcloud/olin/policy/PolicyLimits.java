package run.wasmcloud.olin.policy;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The limits that a policy file names.
 *
 * @param memoryPages in pages of 64 KiB
 * @param fuel in WebAssembly instructions
 */
public record PolicyLimits(
        OptionalInt memoryPages, OptionalLong fuel, Optional<Duration> wallTime) {
    /** Returns no limits. */
    public static PolicyLimits none() {
        return new PolicyLimits(OptionalInt.empty(), OptionalLong.empty(), Optional.empty());
    }
}
