package run.wasmcloud.wasmtime;

import static run.wasmcloud.wasmtime.Downcalls.U32;
import static run.wasmcloud.wasmtime.Downcalls.U64;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a process forbids itself for good, so that it can then compile what it does not trust: also
 * an ordinary user can, and nothing that it starts can take it back.
 */
public final class ProcessLimits {
    private static final boolean MACOS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    private static final int ADDRESS_SPACE = MACOS ? 5 : 9;
    private static final int CORE_FILE = 4;
    private static final int SELF = 0;
    private static final int NICENESS = 5;
    private static final int USAGE_BYTES = 256;
    private static final int PEAK_OFFSET = 32;
    private static final int MAPPED = 0;
    private static final int RESIDENT = 1;
    private static final Path MEMORY = Path.of("/proc/self/statm");

    private ProcessLimits() {}

    /**
     * Lets the process map so many bytes more than it has at the moment; what needs more gets an
     * error, or ends. Does nothing where the system does not tell what is mapped (macOS): {@link
     * #residentBytes} is what is left there.
     *
     * @throws IOException when the system refuses
     */
    public static void growBy(long bytes) throws IOException {
        if (Files.isReadable(MEMORY)) {
            limit(ADDRESS_SPACE, memory(MAPPED) + bytes);
        }
    }

    /**
     * How many bytes of memory the process has; where the system tells only the most it had, that.
     */
    public static long residentBytes() throws IOException {
        return Files.isReadable(MEMORY) ? memory(RESIDENT) : peakResidentBytes();
    }

    private static long memory(int column) throws IOException {
        return Long.parseLong(Files.readString(MEMORY).split(" ", -1)[column]) * pageSize();
    }

    private static long pageSize() {
        var handle = handle("getpagesize", FunctionDescriptor.of(U32));
        try {
            return (int) handle.invokeExact();
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /**
     * Leaves no file behind when the process crashes.
     *
     * @throws IOException when the system refuses
     */
    public static void withoutCoreFile() throws IOException {
        limit(CORE_FILE, 0);
    }

    /** Lets this thread, and those that it starts, take the processor only when others leave it. */
    public static void yieldProcessor() {
        var handle = handle("setpriority", FunctionDescriptor.of(U32, U32, U32, U32));
        try {
            // Only ever refused to those who ask for more.
            var _ = (int) handle.invokeExact(SELF, 0, NICENESS);
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    private static long peakResidentBytes() {
        var handle = handle("getrusage", FunctionDescriptor.of(U32, U32, ValueLayout.ADDRESS));
        try (var arena = Arena.ofConfined()) {
            var usage = arena.allocate(USAGE_BYTES, 8);
            var _ = (int) handle.invokeExact(SELF, usage);
            var peak = usage.get(ValueLayout.JAVA_LONG, PEAK_OFFSET);
            return MACOS ? peak : peak * 1024;
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** Sets a limit, unless a lower one holds already. */
    private static void limit(int resource, long most) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var limits = arena.allocate(U64, 2);
            call("getrlimit", resource, limits);
            var hard = limits.getAtIndex(ValueLayout.JAVA_LONG, 1);
            var value = Long.compareUnsigned(hard, most) < 0 ? hard : most;
            limits.setAtIndex(ValueLayout.JAVA_LONG, 0, value);
            limits.setAtIndex(ValueLayout.JAVA_LONG, 1, value);
            call("setrlimit", resource, limits);
        }
    }

    private static void call(String function, int resource, MemorySegment limits)
            throws IOException {
        var handle = handle(function, FunctionDescriptor.of(U32, U32, ValueLayout.ADDRESS));
        int failed;
        try {
            failed = (int) handle.invokeExact(resource, limits);
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
        if (failed != 0) {
            throw new IOException(
                    "the system refuses %s of limit %d".formatted(function, resource));
        }
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }
}
