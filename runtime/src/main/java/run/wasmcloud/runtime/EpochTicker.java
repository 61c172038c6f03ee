package run.wasmcloud.runtime;

import run.wasmcloud.wasmtime.Engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Advances an engine's epoch at a steady pace, so that guests that compute are asked every tick
 * whether they may go on.
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
