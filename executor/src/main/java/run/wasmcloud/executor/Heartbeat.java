package run.wasmcloud.executor;

import run.wasmcloud.model.ExecutorState;
import run.wasmcloud.store.ExecutorStatus;
import run.wasmcloud.store.Store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Tells the store every second and a half that an executor is there, and what it does. */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Heartbeat.class.getName());
    private static final Duration EVERY = Duration.ofMillis(1_500);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(6);

    private final Store store;
    private final Function<ExecutorState, ExecutorStatus> status;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("heartbeat").factory());
    private volatile ExecutorState state = ExecutorState.RUNNING;

    Heartbeat(Store store, Function<ExecutorState, ExecutorStatus> status) {
        this.store = store;
        this.status = status;
    }

    /** Begins to tell. */
    Heartbeat start() {
        var _ =
                timer.scheduleWithFixedDelay(
                        this::tell, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Tells at once that the executor takes no more requests. */
    void drain() {
        state = ExecutorState.DRAINING;
        timer.execute(this::tell);
    }

    private void tell() {
        try {
            store.executors().tell(status.apply(state));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the store was not told that this executor is there", e);
        }
    }

    /** Tells that the executor has stopped, if the store takes it in time. */
    @Override
    public void close() {
        state = ExecutorState.STOPPED;
        timer.execute(this::tell);
        timer.shutdown();
        try {
            if (!timer.awaitTermination(LONGEST_CLOSE.toSeconds(), TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            timer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
