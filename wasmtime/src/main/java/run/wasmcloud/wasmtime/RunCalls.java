package run.wasmcloud.wasmtime;

import static run.wasmcloud.wasmtime.Downcalls.BOOL;
import static run.wasmcloud.wasmtime.Downcalls.POINTER;
import static run.wasmcloud.wasmtime.Downcalls.U64;
import static run.wasmcloud.wasmtime.Downcalls.function;
import static run.wasmcloud.wasmtime.Downcalls.procedure;
import static run.wasmcloud.wasmtime.Downcalls.quickFunction;
import static run.wasmcloud.wasmtime.Downcalls.quickProcedure;
import static run.wasmcloud.wasmtime.Downcalls.unexpected;

import java.lang.invoke.MethodHandle;

/** The functions of the C API that a run needs: store, instance, function, memory. */
final class RunCalls {
    private static final MethodHandle STORE_NEW =
            function("wasmtime_store_new", POINTER, POINTER, POINTER, POINTER);
    private static final MethodHandle STORE_DELETE = procedure("wasmtime_store_delete", POINTER);
    private static final MethodHandle STORE_CONTEXT =
            quickFunction("wasmtime_store_context", POINTER, POINTER);
    private static final MethodHandle STORE_LIMITER =
            quickProcedure("wasmtime_store_limiter", POINTER, U64, U64, U64, U64, U64);
    private static final MethodHandle SET_FUEL =
            quickFunction("wasmtime_context_set_fuel", POINTER, POINTER, U64);
    private static final MethodHandle GET_FUEL =
            quickFunction("wasmtime_context_get_fuel", POINTER, POINTER, POINTER);
    private static final MethodHandle SET_EPOCH_DEADLINE =
            quickProcedure("wasmtime_context_set_epoch_deadline", POINTER, U64);
    private static final MethodHandle EPOCH_DEADLINE_CALLBACK =
            procedure("wasmtime_store_epoch_deadline_callback", POINTER, POINTER, POINTER, POINTER);
    private static final MethodHandle INSTANTIATE =
            function(
                    "wasmtime_instance_pre_instantiate",
                    POINTER,
                    POINTER,
                    POINTER,
                    POINTER,
                    POINTER);
    private static final MethodHandle INSTANCE_EXPORT =
            quickFunction(
                    "wasmtime_instance_export_get", BOOL, POINTER, POINTER, POINTER, U64, POINTER);
    private static final MethodHandle CALLER_EXPORT =
            quickFunction("wasmtime_caller_export_get", BOOL, POINTER, POINTER, U64, POINTER);
    private static final MethodHandle EXTERN_DELETE = procedure("wasmtime_extern_delete", POINTER);
    private static final MethodHandle FUNC_CALL =
            function(
                    "wasmtime_func_call_unchecked",
                    POINTER,
                    POINTER,
                    POINTER,
                    POINTER,
                    U64,
                    POINTER);
    private static final MethodHandle MEMORY_DATA =
            quickFunction("wasmtime_memory_data", POINTER, POINTER, POINTER);
    private static final MethodHandle MEMORY_DATA_SIZE =
            quickFunction("wasmtime_memory_data_size", U64, POINTER, POINTER);
    private static final MethodHandle MEMORY_GROW =
            function("wasmtime_memory_grow", POINTER, POINTER, POINTER, U64, POINTER);

    private RunCalls() {}

    static long storeNew(long engine, long data, long finalizer) {
        try {
            return (long) STORE_NEW.invokeExact(engine, data, finalizer);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void storeDelete(long store) {
        try {
            STORE_DELETE.invokeExact(store);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long storeContext(long store) {
        try {
            return (long) STORE_CONTEXT.invokeExact(store);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void storeLimiter(
            long store, long memory, long elements, long instances, long tables, long memories) {
        try {
            STORE_LIMITER.invokeExact(store, memory, elements, instances, tables, memories);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long setFuel(long context, long fuel) {
        try {
            return (long) SET_FUEL.invokeExact(context, fuel);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long getFuel(long context, long fuel) {
        try {
            return (long) GET_FUEL.invokeExact(context, fuel);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void setEpochDeadline(long context, long ticks) {
        try {
            SET_EPOCH_DEADLINE.invokeExact(context, ticks);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void epochDeadlineCallback(long store, long function, long data, long finalizer) {
        try {
            EPOCH_DEADLINE_CALLBACK.invokeExact(store, function, data, finalizer);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long instantiate(long pre, long context, long instance, long trap) {
        try {
            return (long) INSTANTIATE.invokeExact(pre, context, instance, trap);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static boolean instanceExport(long context, long instance, long name, long length, long item) {
        try {
            return (boolean) INSTANCE_EXPORT.invokeExact(context, instance, name, length, item);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static boolean callerExport(long caller, long name, long length, long item) {
        try {
            return (boolean) CALLER_EXPORT.invokeExact(caller, name, length, item);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void externDelete(long item) {
        try {
            EXTERN_DELETE.invokeExact(item);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long funcCall(long context, long function, long slots, long count, long trap) {
        try {
            return (long) FUNC_CALL.invokeExact(context, function, slots, count, trap);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long memoryData(long context, long memory) {
        try {
            return (long) MEMORY_DATA.invokeExact(context, memory);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long memoryDataSize(long context, long memory) {
        try {
            return (long) MEMORY_DATA_SIZE.invokeExact(context, memory);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long memoryGrow(long context, long memory, long pages, long previous) {
        try {
            return (long) MEMORY_GROW.invokeExact(context, memory, pages, previous);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }
}
