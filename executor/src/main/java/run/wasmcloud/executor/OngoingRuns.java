package run.wasmcloud.executor;

import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.ActiveDeployment;
import run.wasmcloud.store.Change;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The runs that go on: ends those whose function was suspended meanwhile, or its owner locked.
 * Thread-safe.
 */
final class OngoingRuns implements AutoCloseable {
    private static final Logger LOG = System.getLogger(OngoingRuns.class.getName());

    private final Function<FunctionId, Optional<WasmcloudException>> judge;
    private final Set<Ongoing> runs = ConcurrentHashMap.newKeySet();
    private final ExecutorService judging =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("ongoing-runs").factory());

    /**
     * @param judge reads why a function may not be run any more; empty when it may
     */
    OngoingRuns(Function<FunctionId, Optional<WasmcloudException>> judge) {
        this.judge = judge;
    }

    /** A run, until it is closed. */
    final class Ongoing implements AutoCloseable {
        private final FunctionId function;
        private final UserId owner;
        private final Consumer<WasmcloudException> stop;

        private Ongoing(ActiveDeployment deployment, Consumer<WasmcloudException> stop) {
            this.function = deployment.function();
            this.owner = deployment.owner();
            this.stop = stop;
        }

        @Override
        public void close() {
            runs.remove(this);
        }
    }

    /**
     * Notes that a run begins. Whether it may is to be asked after this: a change that comes later
     * ends the run.
     *
     * @param stop is told at most a few times, on another thread, why the run has to end; must not
     *     block
     */
    Ongoing begin(ActiveDeployment deployment, Consumer<WasmcloudException> stop) {
        var ongoing = new Ongoing(deployment, stop);
        runs.add(ongoing);
        return ongoing;
    }

    /** Looks again at the runs that a change may concern. Does not block. */
    void look(Change change) {
        try {
            judging.execute(() -> judge(change));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "closed already", e);
        }
    }

    private void judge(Change change) {
        functions(change).forEach(this::judge);
    }

    private Set<FunctionId> functions(Change change) {
        return runs.stream()
                .filter(run -> isConcerned(run, change))
                .map(run -> run.function)
                .collect(Collectors.toSet());
    }

    private static boolean isConcerned(Ongoing run, Change change) {
        return switch (change) {
            case Change.FunctionChanged changed -> run.function.equals(changed.function());
            case Change.UserChanged changed -> run.owner.equals(changed.user());
            case Change.EverythingChanged _ -> true;
        };
    }

    private void judge(FunctionId function) {
        try {
            judge.apply(function)
                    .ifPresent(
                            reason ->
                                    runs.stream()
                                            .filter(run -> run.function.equals(function))
                                            .forEach(run -> run.stop.accept(reason)));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "whether " + function + " may still run is not known", e);
        }
    }

    @Override
    public void close() {
        judging.shutdown();
    }
}
