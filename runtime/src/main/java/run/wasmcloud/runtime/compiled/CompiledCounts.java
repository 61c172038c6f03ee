package run.wasmcloud.runtime.compiled;

import java.util.concurrent.atomic.LongAdder;

/** Counts where modules come from. Thread-safe. */
public final class CompiledCounts {
    private final LongAdder fromDisk = new LongAdder();
    private final LongAdder fromArchive = new LongAdder();
    private final LongAdder compiled = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();

    CompiledCounts() {}

    /**
     * What has been counted.
     *
     * @param fromDisk modules that were loaded from disk
     * @param fromArchive modules that were loaded from the archive
     * @param compiled modules that were given to the compiler
     * @param refused forms that were not loaded: changed, of another key, version or settings
     * @param failed forms that could not be read or kept
     */
    public record Seen(long fromDisk, long fromArchive, long compiled, long refused, long failed) {}

    void fromDisk() {
        fromDisk.increment();
    }

    void fromArchive() {
        fromArchive.increment();
    }

    void compiled() {
        compiled.increment();
    }

    void refused() {
        refused.increment();
    }

    void failed() {
        failed.increment();
    }

    Seen seen() {
        return new Seen(
                fromDisk.sum(), fromArchive.sum(), compiled.sum(), refused.sum(), failed.sum());
    }
}
