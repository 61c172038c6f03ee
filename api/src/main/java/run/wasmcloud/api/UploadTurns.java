package run.wasmcloud.api;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few uploads go on at once, and fewer of one user: each has its module in memory and
 * compiles it. Thread-safe.
 */
final class UploadTurns {
    private static final int AT_ONCE = 4;
    private static final int AT_ONCE_OF_A_USER = 2;
    private static final int LONGEST_WAIT_SECONDS = 30;

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Map<UserId, Integer> users = new HashMap<>();

    /**
     * Does a user's work when it is its turn.
     *
     * @throws WasmcloudException {@code TOO_MANY_REQUESTS} when the user has too many, {@code
     *     UNAVAILABLE} when all turns are taken for long
     */
    <T> T take(UserId user, Supplier<T> work) {
        enter(user);
        try {
            return inTurn(work);
        } finally {
            leave(user);
        }
    }

    private synchronized void enter(UserId user) {
        if (users.getOrDefault(user, 0) >= AT_ONCE_OF_A_USER) {
            throw new WasmcloudException(
                    ErrorCode.TOO_MANY_REQUESTS,
                    "%d uploads of yours are under way (expected: fewer; wait for one to end)"
                            .formatted(AT_ONCE_OF_A_USER));
        }
        users.merge(user, 1, Integer::sum);
    }

    private synchronized void leave(UserId user) {
        users.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    }

    private <T> T inTurn(Supplier<T> work) {
        acquire();
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private void acquire() {
        try {
            if (!turns.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new WasmcloudException(
                        ErrorCode.UNAVAILABLE, "Too many uploads are under way: try again soon");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE, "The server is stopping: try again later", e);
        }
    }
}
