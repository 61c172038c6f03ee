package run.wasmcloud.runtime;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Platform threads that guests run on, with the stack that a guest and the host functions it calls
 * need.
 *
 * <p>There are as many as runs go on at once: who submits a run has admitted it before.
 */
public final class GuestThreads {
    private static final long IDLE_SECONDS = 30;

    private GuestThreads() {}

    /**
     * Opens a set of threads; a run that comes when all are busy is refused with {@link
     * java.util.concurrent.RejectedExecutionException}.
     *
     * @param most how many at once
     */
    public static ExecutorService open(Sandbox sandbox, int most) {
        return new ThreadPoolExecutor(
                Math.min(most, Runtime.getRuntime().availableProcessors()),
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                factory(sandbox));
    }

    /** Makes threads that guests can run on. */
    public static ThreadFactory factory(Sandbox sandbox) {
        return Thread.ofPlatform()
                .daemon()
                .name("guest-", 0)
                .stackSize(sandbox.requiredStack())
                .factory();
    }
}
