package run.wasmcloud.wasmtime;

import static run.wasmcloud.wasmtime.Downcalls.POINTER;
import static run.wasmcloud.wasmtime.Downcalls.function;
import static run.wasmcloud.wasmtime.Downcalls.procedure;
import static run.wasmcloud.wasmtime.Downcalls.unexpected;

import java.lang.invoke.MethodHandle;

/**
 * The functions of the C API that make and delete configurations; {@link Settings} calls their
 * setters.
 */
final class ConfigCalls {
    private static final MethodHandle CONFIG_NEW = function("wasm_config_new", POINTER);
    private static final MethodHandle POOLING_NEW =
            function("wasmtime_pooling_allocation_config_new", POINTER);
    private static final MethodHandle POOLING_SET =
            procedure("wasmtime_pooling_allocation_strategy_set", POINTER, POINTER);
    private static final MethodHandle POOLING_DELETE =
            procedure("wasmtime_pooling_allocation_config_delete", POINTER);

    private ConfigCalls() {}

    static long configNew() {
        try {
            return (long) CONFIG_NEW.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long poolingNew() {
        try {
            return (long) POOLING_NEW.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void poolingSet(long config, long pooling) {
        try {
            POOLING_SET.invokeExact(config, pooling);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void poolingDelete(long pooling) {
        try {
            POOLING_DELETE.invokeExact(pooling);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }
}
