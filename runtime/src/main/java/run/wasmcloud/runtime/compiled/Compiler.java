package run.wasmcloud.runtime.compiled;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.wasmtime.NativeBytes;

/** Makes machine code of modules. Implementations are thread-safe. */
public interface Compiler extends AutoCloseable {
    /**
     * Compiles a module.
     *
     * @throws WasmcloudException {@code UNAVAILABLE} when too many wait or the compiler is closed,
     *     {@code INTERNAL} when the platform is at fault
     */
    Compilation compile(byte[] wasm, CompileLimits limits);

    /** Ends what is under way. */
    @Override
    void close();

    /** What compiling a module came to. */
    sealed interface Compilation {
        /**
         * There is machine code.
         *
         * @param code is the receiver's to close
         */
        record Compiled(NativeBytes code) implements Compilation {}

        /**
         * It is no valid module.
         *
         * @param why the engine's words
         */
        record Invalid(String why) implements Compilation {}

        /**
         * It takes more than it may.
         *
         * @param what says which limit, and with which figure
         */
        record LimitReached(String what) implements Compilation {}
    }
}
