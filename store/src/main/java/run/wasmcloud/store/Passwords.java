package run.wasmcloud.store;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes passwords and compares them, only a few at once, since each takes memory and a processor.
 * Thread-safe.
 */
final class Passwords {
    private static final int LONGEST = 1024;
    private static final int AT_ONCE = 4;
    private static final int LONGEST_WAIT_SECONDS = 5;

    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final PasswordHash nobodysHash = PasswordHash.nobodys();

    /** Returns what to store of a password. */
    PasswordHash hash(String password) {
        return inTurn(() -> PasswordHash.of(password));
    }

    boolean matches(String password, PasswordHash hash) {
        return password.length() <= LONGEST && inTurn(() -> hash.matches(password));
    }

    /** Takes as long as {@link #matches} does, so that time does not tell who has an account. */
    void matchNobody(String password) {
        matches(password, nobodysHash);
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new WasmcloudException(
                        ErrorCode.UNAVAILABLE,
                        "Too many people are signing in: try again in a moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WasmcloudException(ErrorCode.UNAVAILABLE, "The server is stopping", e);
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
