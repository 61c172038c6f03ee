package run.wasmcloud.executor;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.Cancellation;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.GuestThreads;
import run.wasmcloud.runtime.RunRequest;
import run.wasmcloud.runtime.Sandbox;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Runs guests on threads of their own. Thread-safe. */
final class Guests implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Guests.class.getName());

    /** A thread is still on its way back when its guest's place is free already. */
    private static final int ON_THEIR_WAY_BACK = 64;

    private final Sandbox sandbox;
    private final GuestThreads threads;

    /**
     * Makes it.
     *
     * @param most how many run at once: who starts one sees to it
     */
    Guests(Sandbox sandbox, int most) {
        this.sandbox = sandbox;
        this.threads = GuestThreads.open(sandbox, most + ON_THEIR_WAY_BACK);
    }

    /**
     * Starts a guest.
     *
     * @param cancellation ends the run from another thread
     * @param whenEnded is told once, on the guest's thread
     * @throws WasmcloudException {@code UNAVAILABLE} when there is no thread for it
     */
    void start(
            CompiledModule module,
            RunRequest request,
            Cancellation cancellation,
            Consumer<GuestEnd> whenEnded) {
        try {
            threads.execute(() -> whenEnded.accept(run(module, request, cancellation)));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE, "No thread for another run; try again in a moment", e);
        }
    }

    /** Returns what the guests' threads do at the moment. */
    GuestThreads.Counts threads() {
        return threads.counts();
    }

    private GuestEnd run(CompiledModule module, RunRequest request, Cancellation cancellation) {
        try {
            return new GuestEnd.Ran(sandbox.run(module, request, cancellation));
        } catch (WasmcloudException e) {
            return new GuestEnd.Refused(e);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a run could not begin by the platform's fault", e);
            return new GuestEnd.Refused(
                    new WasmcloudException(ErrorCode.INTERNAL, "The run could not begin", e));
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
