package run.wasmcloud.wasmtime;

import static run.wasmcloud.wasmtime.Downcalls.POINTER;
import static run.wasmcloud.wasmtime.Downcalls.U32;
import static run.wasmcloud.wasmtime.Downcalls.U64;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/**
 * Tries whether the process can reserve address space; Wasmtime's C API ends the process when it
 * cannot.
 */
final class AddressSpace {
    private static final int NO_ACCESS = 0;
    private static final int PRIVATE = 2;
    private static final int ANONYMOUS_LINUX = 0x20;
    private static final int ANONYMOUS_MACOS = 0x1000;
    private static final int NO_RESERVE_LINUX = 0x4000;
    private static final int NO_RESERVE_MACOS = 0x40;
    private static final long MAP_FAILED = -1;

    private AddressSpace() {}

    /**
     * Whether so many bytes can be reserved at a time; true where the system has no {@code mmap} to
     * try with.
     */
    static boolean has(long bytes) {
        var lookup = java.lang.foreign.Linker.nativeLinker().defaultLookup();
        if (bytes == 0 || lookup.find("mmap").isEmpty() || lookup.find("munmap").isEmpty()) {
            return true;
        }
        var map = FunctionDescriptor.of(POINTER, POINTER, U64, U32, U32, U32, U64);
        var unmap = FunctionDescriptor.of(U32, POINTER, U64);
        try {
            var address =
                    (long) handle("mmap", map).invokeExact(0L, bytes, NO_ACCESS, flags(), -1, 0L);
            return address != MAP_FAILED
                    && (int) handle("munmap", unmap).invokeExact(address, bytes) == 0;
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    private static int flags() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
                ? PRIVATE | ANONYMOUS_MACOS | NO_RESERVE_MACOS
                : PRIVATE | ANONYMOUS_LINUX | NO_RESERVE_LINUX;
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        var linker = java.lang.foreign.Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }
}
