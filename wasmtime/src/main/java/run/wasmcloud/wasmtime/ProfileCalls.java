package run.wasmcloud.wasmtime;

import static run.wasmcloud.wasmtime.Downcalls.POINTER;
import static run.wasmcloud.wasmtime.Downcalls.U64;
import static run.wasmcloud.wasmtime.Downcalls.function;
import static run.wasmcloud.wasmtime.Downcalls.procedure;
import static run.wasmcloud.wasmtime.Downcalls.unexpected;

import java.lang.invoke.MethodHandle;

/** The functions of the C API that sample guests. */
final class ProfileCalls {
    private static final MethodHandle NEW =
            function("wasmtime_guestprofiler_new", POINTER, POINTER, POINTER, U64, POINTER, U64);
    private static final MethodHandle SAMPLE =
            procedure("wasmtime_guestprofiler_sample", POINTER, POINTER, U64);
    private static final MethodHandle FINISH =
            function("wasmtime_guestprofiler_finish", POINTER, POINTER, POINTER);
    private static final MethodHandle DELETE = procedure("wasmtime_guestprofiler_delete", POINTER);

    private ProfileCalls() {}

    static long create(long engine, long name, long nanos, long modules, long count) {
        try {
            return (long) NEW.invokeExact(engine, name, nanos, modules, count);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void sample(long profiler, long store, long nanos) {
        try {
            SAMPLE.invokeExact(profiler, store, nanos);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long finish(long profiler, long bytes) {
        try {
            return (long) FINISH.invokeExact(profiler, bytes);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void delete(long profiler) {
        try {
            DELETE.invokeExact(profiler);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }
}
