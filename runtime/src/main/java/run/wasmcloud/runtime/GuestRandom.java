package run.wasmcloud.runtime;

import java.security.SecureRandom;

/**
 * The randomness that guests see; given from outside so that a run can be repeated exactly.
 * Thread-safe.
 */
@FunctionalInterface
public interface GuestRandom {
    /** Fills an array with unpredictable bytes. */
    void fill(byte[] target);

    /** Returns the machine's cryptographic randomness. */
    static GuestRandom secure() {
        var random = new SecureRandom();
        return random::nextBytes;
    }
}
