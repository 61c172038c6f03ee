package run.wasmcloud.runtime.compiled;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Kills a process after a time, unless it is closed before. Thread-safe. */
final class ProcessDeadline implements AutoCloseable {
    private final Process process;
    private final long nanos;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean passed;

    private ProcessDeadline(Process process, Duration time) {
        this.process = process;
        this.nanos = time.toNanos();
    }

    static ProcessDeadline start(Process process, Duration time) {
        var deadline = new ProcessDeadline(process, time);
        Thread.ofVirtual().name("compile-deadline").start(deadline::await);
        return deadline;
    }

    private void await() {
        try {
            if (!over.await(nanos, TimeUnit.NANOSECONDS)) {
                passed = true;
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells whether it has killed the process. */
    boolean passed() {
        return passed;
    }

    @Override
    public void close() {
        over.countDown();
    }
}
