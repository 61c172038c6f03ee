package run.wasmcloud.runtime;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** The processor time of the current thread. */
final class ThreadClock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ThreadClock() {}

    /** Returns nanoseconds; only differences mean something. */
    static long cpuNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** Returns the processor time since a moment on this thread. */
    static Duration since(long cpuNanos) {
        return Duration.ofNanos(cpuNanos() - cpuNanos);
    }
}
