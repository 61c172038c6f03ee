package run.wasmcloud.wasmtime;

import java.lang.foreign.Arena;

/** The text format of WebAssembly. */
public final class Wat {
    private Wat() {}

    /**
     * Turns text into a binary module.
     *
     * @throws WasmtimeException when the text is wrong; the message shows where
     */
    public static byte[] toWasm(String text) {
        NativeLibrary.symbols();
        try (var arena = Arena.ofConfined()) {
            var utf8 = Raw.utf8(text);
            var bytes = arena.allocate(16, 8).address();
            Failures.check(
                    CompileCalls.watToWasm(Raw.copy(arena, utf8).address(), utf8.length, bytes));
            return Failures.takeBytes(bytes);
        }
    }
}
