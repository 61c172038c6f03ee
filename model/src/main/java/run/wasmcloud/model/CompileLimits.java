package run.wasmcloud.model;

import java.time.Duration;

/**
 * What compiling a module may take.
 *
 * @param wallTime how long it may take
 * @param memoryBytes how much memory it may take, in bytes
 */
public record CompileLimits(Duration wallTime, long memoryBytes) {
    public CompileLimits {
        if (wallTime.isNegative() || wallTime.isZero() || memoryBytes <= 0) {
            throw new IllegalArgumentException(
                    "%s and %d bytes (expected: more than nothing)"
                            .formatted(wallTime, memoryBytes));
        }
    }
}
