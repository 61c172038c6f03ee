package run.wasmcloud.runtime.compiled;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets a few modules be compiled at once; the others wait, in the order they came. Thread-safe. */
final class CompileTurns {
    private final Semaphore turns;
    private final AtomicInteger waiting = new AtomicInteger();
    private final int mostWaiting;
    private final Duration longestWait;

    CompileTurns(int atOnce, int mostWaiting, Duration longestWait) {
        this.turns = new Semaphore(atOnce, true);
        this.mostWaiting = mostWaiting;
        this.longestWait = longestWait;
    }

    /** A turn; another one gets it when it is closed. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for a turn.
     *
     * @throws WasmcloudException {@code UNAVAILABLE} when too many wait, or for too long
     */
    Turn take() {
        if (!turns.tryAcquire() && !waited()) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE,
                    "Too many modules wait to be compiled; try again in a moment");
        }
        return turns::release;
    }

    private boolean waited() {
        try {
            return waiting.incrementAndGet() <= mostWaiting
                    && turns.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE, "The server is stopping: try again later", e);
        } finally {
            waiting.decrementAndGet();
        }
    }
}
