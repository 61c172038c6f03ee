package run.wasmcloud.wasmtime;

import static run.wasmcloud.wasmtime.Downcalls.POINTER;
import static run.wasmcloud.wasmtime.Downcalls.U32;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.OptionalLong;

/** The native stack of the current thread, by the functions of the system's thread library. */
final class ThreadStack {
    private static final int ATTRIBUTES_SIZE = 256;

    private ThreadStack() {}

    /** Its bytes; empty where the system does not tell. Takes microseconds. */
    static OptionalLong size() {
        try (var arena = Arena.ofConfined()) {
            var self = find("pthread_self", POINTER);
            var size = find("pthread_get_stacksize_np", POINTER, POINTER);
            if (self.isEmpty()) {
                return OptionalLong.empty();
            }
            var thread = (long) self.get().invokeExact();
            return size.isPresent()
                    ? OptionalLong.of((long) size.get().invokeExact(thread))
                    : ofAttributes(thread, arena.allocate(ATTRIBUTES_SIZE, 16));
        } catch (Throwable e) {
            throw Downcalls.unexpected(e);
        }
    }

    /** {@code pthread_getattr_np} of Linux. */
    private static OptionalLong ofAttributes(long thread, MemorySegment attributes)
            throws Throwable {
        var get = find("pthread_getattr_np", U32, POINTER, POINTER);
        var getSize = find("pthread_attr_getstacksize", U32, POINTER, POINTER);
        var destroy = find("pthread_attr_destroy", U32, POINTER);
        if (get.isEmpty() || getSize.isEmpty() || destroy.isEmpty()) {
            return OptionalLong.empty();
        }
        try (var arena = Arena.ofConfined()) {
            var address = attributes.address();
            if ((int) get.get().invokeExact(thread, address) != 0) {
                return OptionalLong.empty();
            }
            var size = arena.allocate(POINTER);
            var failed = (int) getSize.get().invokeExact(address, size.address());
            failed |= (int) destroy.get().invokeExact(address);
            return failed != 0 ? OptionalLong.empty() : OptionalLong.of(size.get(POINTER, 0));
        }
    }

    private static Optional<MethodHandle> find(
            String name, MemoryLayout result, MemoryLayout... arguments) {
        var linker = java.lang.foreign.Linker.nativeLinker();
        return linker.defaultLookup()
                .find(name)
                .map(
                        symbol ->
                                linker.downcallHandle(
                                        symbol, FunctionDescriptor.of(result, arguments)));
    }
}
