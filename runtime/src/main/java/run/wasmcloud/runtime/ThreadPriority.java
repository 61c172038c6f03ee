package run.wasmcloud.runtime;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The priority and the processor time of single threads, as Linux has them: its nice values are the
 * threads', not the process's. Nothing of it is there on other systems. Thread-safe.
 *
 * <p>Any thread may be given less priority; to give it back takes a privilege ({@code
 * CAP_SYS_NICE}).
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/setpriority.2.html">setpriority(2)</a>
 */
final class ThreadPriority {
    private static final int PRIO_PROCESS = 0;
    private static final int LOWEST = 19;
    private static final long NANOS_A_SECOND = 1_000_000_000;
    private static final MemoryLayout TIMESPEC = MemoryLayout.structLayout(JAVA_LONG, JAVA_LONG);

    /** A thread's own clock is named by its number: CPUCLOCK_PERTHREAD and CPUCLOCK_SCHED. */
    private static final int CLOCK_BITS = 3;

    private static final int CLOCK_OF_A_THREAD = 6;

    private final MethodHandle gettid;
    private final MethodHandle getpriority;
    private final MethodHandle setpriority;
    private final MethodHandle clockGettime;

    private ThreadPriority(
            MethodHandle gettid,
            MethodHandle getpriority,
            MethodHandle setpriority,
            MethodHandle clockGettime) {
        this.gettid = gettid;
        this.getpriority = getpriority;
        this.setpriority = setpriority;
        this.clockGettime = clockGettime;
    }

    /** Returns what the system offers; empty where it is not Linux. */
    static Optional<ThreadPriority> ofSystem() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        return function("gettid")
                .flatMap(
                        gettid ->
                                function("getpriority", JAVA_INT, JAVA_INT)
                                        .flatMap(get -> ofSystem(gettid, get)));
    }

    private static Optional<ThreadPriority> ofSystem(
            MethodHandle gettid, MethodHandle getpriority) {
        return function("setpriority", JAVA_INT, JAVA_INT, JAVA_INT)
                .flatMap(
                        set ->
                                function("clock_gettime", JAVA_INT, ADDRESS)
                                        .map(
                                                clock ->
                                                        new ThreadPriority(
                                                                gettid, getpriority, set, clock)));
    }

    private static Optional<MethodHandle> function(String name, MemoryLayout... parameters) {
        var linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find(name)
                .map(
                        address ->
                                linker.downcallHandle(
                                        address, FunctionDescriptor.of(JAVA_INT, parameters)));
    }

    /** Returns the system's number of the current thread. */
    int currentThread() {
        try {
            return (int) gettid.invokeExact();
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Returns a thread's nice value: the larger, the less it gets of a processor. */
    int nice(int thread) {
        try {
            return (int) getpriority.invokeExact(PRIO_PROCESS, thread);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /**
     * Sets a thread's nice value; at most 19.
     *
     * @return false when it has ended, or the process may not give it so much
     */
    boolean setNice(int thread, int nice) {
        try {
            return (int) setpriority.invokeExact(PRIO_PROCESS, thread, Math.min(nice, LOWEST)) == 0;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** Returns the processor time of a thread of this process, in nanoseconds; 0 when it ended. */
    long cpuNanos(int thread) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(TIMESPEC);
            var clock = (~thread << CLOCK_BITS) | CLOCK_OF_A_THREAD;
            return (int) clockGettime.invokeExact(clock, time) == 0
                    ? time.get(JAVA_LONG, 0) * NANOS_A_SECOND + time.get(JAVA_LONG, Long.BYTES)
                    : 0;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(Throwable e) {
        return new IllegalStateException("a call of the system's library failed", e);
    }
}
