package run.wasmcloud.wasmtime;

/**
 * Wasmtime refused: a module that does not compile or link, a limit that an instantiation passes, a
 * setting that is not on, or a library that does not load. The message is Wasmtime's own, causes
 * included.
 */
public final class WasmtimeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WasmtimeException(String message) {
        super(message);
    }
}
