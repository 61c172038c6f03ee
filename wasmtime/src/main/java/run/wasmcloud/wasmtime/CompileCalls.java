package run.wasmcloud.wasmtime;

import static run.wasmcloud.wasmtime.Downcalls.POINTER;
import static run.wasmcloud.wasmtime.Downcalls.U64;
import static run.wasmcloud.wasmtime.Downcalls.function;
import static run.wasmcloud.wasmtime.Downcalls.procedure;
import static run.wasmcloud.wasmtime.Downcalls.quickProcedure;
import static run.wasmcloud.wasmtime.Downcalls.unexpected;

import java.lang.invoke.MethodHandle;

/** The functions of the C API that come before a run: engine, module, linker. */
final class CompileCalls {
    private static final MethodHandle ENGINE_NEW =
            function("wasm_engine_new_with_config", POINTER, POINTER);
    private static final MethodHandle ENGINE_DELETE = procedure("wasm_engine_delete", POINTER);
    private static final MethodHandle INCREMENT_EPOCH =
            quickProcedure("wasmtime_engine_increment_epoch", POINTER);
    private static final MethodHandle MODULE_NEW =
            function("wasmtime_module_new", POINTER, POINTER, POINTER, U64, POINTER);
    private static final MethodHandle MODULE_VALIDATE =
            function("wasmtime_module_validate", POINTER, POINTER, POINTER, U64);
    private static final MethodHandle MODULE_DELETE = procedure("wasmtime_module_delete", POINTER);
    private static final MethodHandle MODULE_SERIALIZE =
            function("wasmtime_module_serialize", POINTER, POINTER, POINTER);
    private static final MethodHandle MODULE_DESERIALIZE =
            function("wasmtime_module_deserialize", POINTER, POINTER, POINTER, U64, POINTER);
    private static final MethodHandle MODULE_DESERIALIZE_FILE =
            function("wasmtime_module_deserialize_file", POINTER, POINTER, POINTER, POINTER);
    private static final MethodHandle MODULE_IMPORTS =
            procedure("wasmtime_module_imports", POINTER, POINTER);
    private static final MethodHandle MODULE_EXPORTS =
            procedure("wasmtime_module_exports", POINTER, POINTER);
    private static final MethodHandle LINKER_NEW =
            function("wasmtime_linker_new", POINTER, POINTER);
    private static final MethodHandle LINKER_DELETE = procedure("wasmtime_linker_delete", POINTER);
    private static final MethodHandle LINKER_DEFINE =
            function(
                    "wasmtime_linker_define_func_unchecked",
                    POINTER,
                    POINTER,
                    POINTER,
                    U64,
                    POINTER,
                    U64,
                    POINTER,
                    POINTER,
                    POINTER,
                    POINTER);
    private static final MethodHandle LINKER_DEFINE_UNKNOWN_AS_TRAPS =
            function("wasmtime_linker_define_unknown_imports_as_traps", POINTER, POINTER, POINTER);
    private static final MethodHandle LINKER_INSTANTIATE_PRE =
            function("wasmtime_linker_instantiate_pre", POINTER, POINTER, POINTER, POINTER);
    private static final MethodHandle INSTANCE_PRE_DELETE =
            procedure("wasmtime_instance_pre_delete", POINTER);
    private static final MethodHandle WAT_TO_WASM =
            function("wasmtime_wat2wasm", POINTER, POINTER, U64, POINTER);
    private static final MethodHandle BYTES_DELETE = procedure("wasm_byte_vec_delete", POINTER);

    private CompileCalls() {}

    static long engineNew(long config) {
        try {
            return (long) ENGINE_NEW.invokeExact(config);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void engineDelete(long engine) {
        try {
            ENGINE_DELETE.invokeExact(engine);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void incrementEpoch(long engine) {
        try {
            INCREMENT_EPOCH.invokeExact(engine);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long moduleNew(long engine, long bytes, long length, long module) {
        try {
            return (long) MODULE_NEW.invokeExact(engine, bytes, length, module);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long moduleValidate(long engine, long bytes, long length) {
        try {
            return (long) MODULE_VALIDATE.invokeExact(engine, bytes, length);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void moduleDelete(long module) {
        try {
            MODULE_DELETE.invokeExact(module);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long moduleSerialize(long module, long bytes) {
        try {
            return (long) MODULE_SERIALIZE.invokeExact(module, bytes);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long moduleDeserialize(long engine, long bytes, long length, long module) {
        try {
            return (long) MODULE_DESERIALIZE.invokeExact(engine, bytes, length, module);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long moduleDeserializeFile(long engine, long path, long module) {
        try {
            return (long) MODULE_DESERIALIZE_FILE.invokeExact(engine, path, module);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void moduleImports(long module, long types) {
        try {
            MODULE_IMPORTS.invokeExact(module, types);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void moduleExports(long module, long types) {
        try {
            MODULE_EXPORTS.invokeExact(module, types);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long linkerNew(long engine) {
        try {
            return (long) LINKER_NEW.invokeExact(engine);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void linkerDelete(long linker) {
        try {
            LINKER_DELETE.invokeExact(linker);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long linkerDefine(
            long linker,
            long module,
            long moduleLength,
            long name,
            long nameLength,
            long type,
            long callback,
            long data,
            long finalizer) {
        try {
            return (long)
                    LINKER_DEFINE.invokeExact(
                            linker,
                            module,
                            moduleLength,
                            name,
                            nameLength,
                            type,
                            callback,
                            data,
                            finalizer);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long linkerDefineUnknownAsTraps(long linker, long module) {
        try {
            return (long) LINKER_DEFINE_UNKNOWN_AS_TRAPS.invokeExact(linker, module);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long linkerInstantiatePre(long linker, long module, long pre) {
        try {
            return (long) LINKER_INSTANTIATE_PRE.invokeExact(linker, module, pre);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void instancePreDelete(long pre) {
        try {
            INSTANCE_PRE_DELETE.invokeExact(pre);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long watToWasm(long text, long length, long bytes) {
        try {
            return (long) WAT_TO_WASM.invokeExact(text, length, bytes);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void bytesDelete(long bytes) {
        try {
            BYTES_DELETE.invokeExact(bytes);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }
}
