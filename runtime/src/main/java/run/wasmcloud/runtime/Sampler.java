package run.wasmcloud.runtime;

import run.wasmcloud.wasmtime.GuestProfiler;
import run.wasmcloud.wasmtime.Store;

import java.time.Duration;
import java.util.function.Consumer;

/** Notes a guest's stack at each tick, with the processor time since the last. */
final class Sampler implements Consumer<Store> {
    private final GuestProfiler profiler;
    private long cpuNanos = ThreadClock.cpuNanos();

    Sampler(GuestProfiler profiler) {
        this.profiler = profiler;
    }

    @Override
    public void accept(Store store) {
        var now = ThreadClock.cpuNanos();
        profiler.sample(store, Duration.ofNanos(now - cpuNanos));
        cpuNanos = now;
    }
}
