package run.wasmcloud.wasmtime;

import static run.wasmcloud.wasmtime.Downcalls.BOOL;
import static run.wasmcloud.wasmtime.Downcalls.POINTER;
import static run.wasmcloud.wasmtime.Downcalls.U32;
import static run.wasmcloud.wasmtime.Downcalls.U64;
import static run.wasmcloud.wasmtime.Downcalls.U8;
import static run.wasmcloud.wasmtime.Downcalls.function;
import static run.wasmcloud.wasmtime.Downcalls.procedure;
import static run.wasmcloud.wasmtime.Downcalls.unexpected;

import java.lang.invoke.MethodHandle;

/** The functions of the C API that tell about errors and traps. */
final class FailureCalls {
    private static final MethodHandle ERROR_MESSAGE =
            procedure("wasmtime_error_message", POINTER, POINTER);
    private static final MethodHandle ERROR_DELETE = procedure("wasmtime_error_delete", POINTER);
    private static final MethodHandle ERROR_NEW = function("wasmtime_error_new", POINTER, POINTER);
    private static final MethodHandle TRAP_NEW_CODE =
            function("wasmtime_trap_new_code", POINTER, U8);
    private static final MethodHandle TRAP_CODE =
            function("wasmtime_trap_code", BOOL, POINTER, POINTER);
    private static final MethodHandle TRAP_MESSAGE =
            procedure("wasm_trap_message", POINTER, POINTER);
    private static final MethodHandle TRAP_TRACE = procedure("wasm_trap_trace", POINTER, POINTER);
    private static final MethodHandle TRAP_DELETE = procedure("wasm_trap_delete", POINTER);
    private static final MethodHandle FRAMES_DELETE = procedure("wasm_frame_vec_delete", POINTER);
    private static final MethodHandle FRAME_FUNCTION_INDEX =
            function("wasm_frame_func_index", U32, POINTER);
    private static final MethodHandle FRAME_FUNCTION_OFFSET =
            function("wasm_frame_func_offset", U64, POINTER);
    private static final MethodHandle FRAME_MODULE_OFFSET =
            function("wasm_frame_module_offset", U64, POINTER);
    private static final MethodHandle FRAME_FUNCTION_NAME =
            function("wasmtime_frame_func_name", POINTER, POINTER);
    private static final MethodHandle FRAME_MODULE_NAME =
            function("wasmtime_frame_module_name", POINTER, POINTER);

    private FailureCalls() {}

    static void errorMessage(long error, long message) {
        try {
            ERROR_MESSAGE.invokeExact(error, message);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void errorDelete(long error) {
        try {
            ERROR_DELETE.invokeExact(error);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Makes an error of a text that ends with a NUL. */
    static long errorNew(long message) {
        try {
            return (long) ERROR_NEW.invokeExact(message);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long trapNewCode(byte code) {
        try {
            return (long) TRAP_NEW_CODE.invokeExact(code);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static boolean trapCode(long trap, long code) {
        try {
            return (boolean) TRAP_CODE.invokeExact(trap, code);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void trapMessage(long trap, long message) {
        try {
            TRAP_MESSAGE.invokeExact(trap, message);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void trapTrace(long trap, long frames) {
        try {
            TRAP_TRACE.invokeExact(trap, frames);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void trapDelete(long trap) {
        try {
            TRAP_DELETE.invokeExact(trap);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void framesDelete(long frames) {
        try {
            FRAMES_DELETE.invokeExact(frames);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int frameFunctionIndex(long frame) {
        try {
            return (int) FRAME_FUNCTION_INDEX.invokeExact(frame);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long frameFunctionOffset(long frame) {
        try {
            return (long) FRAME_FUNCTION_OFFSET.invokeExact(frame);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long frameModuleOffset(long frame) {
        try {
            return (long) FRAME_MODULE_OFFSET.invokeExact(frame);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long frameFunctionName(long frame) {
        try {
            return (long) FRAME_FUNCTION_NAME.invokeExact(frame);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long frameModuleName(long frame) {
        try {
            return (long) FRAME_MODULE_NAME.invokeExact(frame);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }
}
