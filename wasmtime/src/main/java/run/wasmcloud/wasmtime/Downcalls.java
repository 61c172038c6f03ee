package run.wasmcloud.wasmtime;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker.Option;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Makes handles of the C API's functions. Pointers and {@code size_t} are {@code long}: all
 * supported platforms have 64 bits, and no object stands between a call and its address.
 */
final class Downcalls {
    static final ValueLayout.OfLong POINTER = ValueLayout.JAVA_LONG;
    static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG;
    static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT;
    static final ValueLayout.OfByte U8 = ValueLayout.JAVA_BYTE;
    static final ValueLayout.OfBoolean BOOL = ValueLayout.JAVA_BOOLEAN;

    private Downcalls() {}

    static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(result, arguments));
    }

    static MethodHandle procedure(String name, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.ofVoid(arguments));
    }

    /**
     * A function that neither runs wasm nor waits nor calls back: the JVM need not leave its state
     * for it.
     */
    static MethodHandle quickFunction(String name, MemoryLayout result, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(result, arguments), Option.critical(false));
    }

    static MethodHandle quickProcedure(String name, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.ofVoid(arguments), Option.critical(false));
    }

    private static MethodHandle handle(
            String name, FunctionDescriptor descriptor, Option... options) {
        var symbol =
                NativeLibrary.symbols()
                        .find(name)
                        .orElseThrow(
                                () ->
                                        new WasmtimeException(
                                                "the library has no function "
                                                        + name
                                                        + " (expected: Wasmtime "
                                                        + NativeLibrary.version()
                                                        + ")"));
        return java.lang.foreign.Linker.nativeLinker().downcallHandle(symbol, descriptor, options);
    }

    /**
     * What a handle threw: nothing of the C API does, so it is an error of the JVM or a bug of this
     * binding.
     */
    static Error unexpected(Throwable thrown) {
        return thrown instanceof Error error ? error : new AssertionError(thrown);
    }
}
