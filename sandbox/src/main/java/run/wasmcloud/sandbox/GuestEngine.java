package run.wasmcloud.sandbox;

import run.wasmcloud.olin.Olin;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.runtime.GuestThreads;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.wasi.Wasi;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The engine that servers use, with all host functions, for few guests. Thread-safe.
 *
 * @param olin is this one's to close
 */
public record GuestEngine(Sandbox sandbox, Olin olin) implements AutoCloseable {
    /** Opens an engine for one guest at a time. */
    public static GuestEngine open() {
        return open(SandboxSettings.forGuests(1), OutboundSettings.defaults());
    }

    /** Opens an engine. */
    public static GuestEngine open(SandboxSettings settings, OutboundSettings outbound) {
        var olin = new Olin(outbound);
        try {
            return new GuestEngine(Sandbox.open(settings, List.of(new Wasi(), olin)), olin);
        } catch (RuntimeException e) {
            olin.close();
            throw e;
        }
    }

    /**
     * Does something on a new thread that guests can run on, and waits for its end.
     *
     * @throws IllegalStateException when the caller is interrupted meanwhile
     */
    public <T> T call(Callable<T> guest) {
        var task = new FutureTask<>(guest);
        GuestThreads.factory(sandbox).newThread(task).start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a guest ran", e);
        }
    }

    @Override
    public void close() {
        sandbox.close();
        olin.close();
    }
}
