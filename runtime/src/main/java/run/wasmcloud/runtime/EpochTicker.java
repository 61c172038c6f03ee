package run.wasmcloud.runtime;

import run.wasmcloud.wasmtime.Engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Advances an engine's epoch at a steady pace, so that guests that compute reach their deadlines.
 */
final class EpochTicker implements AutoCloseable {
    private final Engine engine;
    private final long tickNanos;
    private final Thread thread;
    private volatile boolean closed;

    EpochTicker(Engine engine, Duration tick) {
        this.engine = engine;
        this.tickNanos = tick.toNanos();
        this.thread = Thread.ofPlatform().daemon().name("epochs").start(this::tick);
    }

    /** Returns the ticks after which a time has passed for certain. */
    long ticksFor(Duration duration) {
        var bounded =
                duration.compareTo(Duration.ofDays(365)) < 0 ? duration : Duration.ofDays(365);
        return bounded.toNanos() / tickNanos + 2;
    }

    private void tick() {
        var next = System.nanoTime() + tickNanos;
        while (!closed) {
            LockSupport.parkNanos(this, next - System.nanoTime());
            for (; next - System.nanoTime() <= 0 && !closed; next += tickNanos) {
                engine.incrementEpoch();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
