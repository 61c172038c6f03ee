package run.wasmcloud.wasmtime;

import static run.wasmcloud.wasmtime.Downcalls.BOOL;
import static run.wasmcloud.wasmtime.Downcalls.POINTER;
import static run.wasmcloud.wasmtime.Downcalls.U64;
import static run.wasmcloud.wasmtime.Downcalls.U8;
import static run.wasmcloud.wasmtime.Downcalls.function;
import static run.wasmcloud.wasmtime.Downcalls.procedure;
import static run.wasmcloud.wasmtime.Downcalls.unexpected;

import java.lang.invoke.MethodHandle;

/** The functions of the C API that tell and make types. */
final class TypeCalls {
    private static final MethodHandle IMPORTS_DELETE =
            procedure("wasm_importtype_vec_delete", POINTER);
    private static final MethodHandle EXPORTS_DELETE =
            procedure("wasm_exporttype_vec_delete", POINTER);
    private static final MethodHandle IMPORT_MODULE =
            function("wasm_importtype_module", POINTER, POINTER);
    private static final MethodHandle IMPORT_NAME =
            function("wasm_importtype_name", POINTER, POINTER);
    private static final MethodHandle IMPORT_TYPE =
            function("wasm_importtype_type", POINTER, POINTER);
    private static final MethodHandle EXPORT_NAME =
            function("wasm_exporttype_name", POINTER, POINTER);
    private static final MethodHandle EXPORT_TYPE =
            function("wasm_exporttype_type", POINTER, POINTER);
    private static final MethodHandle EXTERN_KIND = function("wasm_externtype_kind", U8, POINTER);
    private static final MethodHandle EXTERN_AS_FUNCTION =
            function("wasm_externtype_as_functype", POINTER, POINTER);
    private static final MethodHandle EXTERN_AS_GLOBAL =
            function("wasm_externtype_as_globaltype", POINTER, POINTER);
    private static final MethodHandle EXTERN_AS_TABLE =
            function("wasm_externtype_as_tabletype", POINTER, POINTER);
    private static final MethodHandle EXTERN_AS_MEMORY =
            function("wasm_externtype_as_memorytype", POINTER, POINTER);
    private static final MethodHandle FUNCTION_NEW =
            function("wasm_functype_new", POINTER, POINTER, POINTER);
    private static final MethodHandle FUNCTION_DELETE = procedure("wasm_functype_delete", POINTER);
    private static final MethodHandle FUNCTION_PARAMETERS =
            function("wasm_functype_params", POINTER, POINTER);
    private static final MethodHandle FUNCTION_RESULTS =
            function("wasm_functype_results", POINTER, POINTER);
    private static final MethodHandle GLOBAL_CONTENT =
            function("wasm_globaltype_content", POINTER, POINTER);
    private static final MethodHandle GLOBAL_MUTABILITY =
            function("wasm_globaltype_mutability", U8, POINTER);
    private static final MethodHandle TABLE_ELEMENT =
            function("wasm_tabletype_element", POINTER, POINTER);
    private static final MethodHandle TABLE_LIMITS =
            function("wasm_tabletype_limits", POINTER, POINTER);
    private static final MethodHandle MEMORY_MINIMUM =
            function("wasmtime_memorytype_minimum", U64, POINTER);
    private static final MethodHandle MEMORY_MAXIMUM =
            function("wasmtime_memorytype_maximum", BOOL, POINTER, POINTER);
    private static final MethodHandle MEMORY_IS64 =
            function("wasmtime_memorytype_is64", BOOL, POINTER);
    private static final MethodHandle MEMORY_IS_SHARED =
            function("wasmtime_memorytype_isshared", BOOL, POINTER);
    private static final MethodHandle MEMORY_PAGE_SIZE =
            function("wasmtime_memorytype_page_size", U64, POINTER);
    private static final MethodHandle VALUE_NEW = function("wasm_valtype_new", POINTER, U8);
    private static final MethodHandle VALUE_VECTOR =
            procedure("wasm_valtype_vec_new", POINTER, U64, POINTER);
    private static final MethodHandle VALUE_DETAIL =
            procedure("wasmtime_valtype_new", POINTER, POINTER);
    private static final MethodHandle VALUE_DETAIL_DELETE =
            procedure("wasmtime_valtype_delete", POINTER);

    private TypeCalls() {}

    static void importsDelete(long types) {
        try {
            IMPORTS_DELETE.invokeExact(types);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void exportsDelete(long types) {
        try {
            EXPORTS_DELETE.invokeExact(types);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long importModule(long type) {
        try {
            return (long) IMPORT_MODULE.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long importName(long type) {
        try {
            return (long) IMPORT_NAME.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long importType(long type) {
        try {
            return (long) IMPORT_TYPE.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long exportName(long type) {
        try {
            return (long) EXPORT_NAME.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long exportType(long type) {
        try {
            return (long) EXPORT_TYPE.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static byte externKind(long type) {
        try {
            return (byte) EXTERN_KIND.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long externAsFunction(long type) {
        try {
            return (long) EXTERN_AS_FUNCTION.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long externAsGlobal(long type) {
        try {
            return (long) EXTERN_AS_GLOBAL.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long externAsTable(long type) {
        try {
            return (long) EXTERN_AS_TABLE.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long externAsMemory(long type) {
        try {
            return (long) EXTERN_AS_MEMORY.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long functionNew(long parameters, long results) {
        try {
            return (long) FUNCTION_NEW.invokeExact(parameters, results);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void functionDelete(long type) {
        try {
            FUNCTION_DELETE.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long functionParameters(long type) {
        try {
            return (long) FUNCTION_PARAMETERS.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long functionResults(long type) {
        try {
            return (long) FUNCTION_RESULTS.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long globalContent(long type) {
        try {
            return (long) GLOBAL_CONTENT.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static byte globalMutability(long type) {
        try {
            return (byte) GLOBAL_MUTABILITY.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long tableElement(long type) {
        try {
            return (long) TABLE_ELEMENT.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long tableLimits(long type) {
        try {
            return (long) TABLE_LIMITS.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long memoryMinimum(long type) {
        try {
            return (long) MEMORY_MINIMUM.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static boolean memoryMaximum(long type, long maximum) {
        try {
            return (boolean) MEMORY_MAXIMUM.invokeExact(type, maximum);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static boolean memoryIs64(long type) {
        try {
            return (boolean) MEMORY_IS64.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static boolean memoryIsShared(long type) {
        try {
            return (boolean) MEMORY_IS_SHARED.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long memoryPageSize(long type) {
        try {
            return (long) MEMORY_PAGE_SIZE.invokeExact(type);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long valueNew(byte kind) {
        try {
            return (long) VALUE_NEW.invokeExact(kind);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void valueVector(long types, long count, long values) {
        try {
            VALUE_VECTOR.invokeExact(types, count, values);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void valueDetail(long type, long detail) {
        try {
            VALUE_DETAIL.invokeExact(type, detail);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void valueDetailDelete(long detail) {
        try {
            VALUE_DETAIL_DELETE.invokeExact(detail);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }
}
