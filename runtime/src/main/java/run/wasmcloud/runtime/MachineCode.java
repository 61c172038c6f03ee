package run.wasmcloud.runtime;

import run.wasmcloud.runtime.bulk.BulkOperations;
import run.wasmcloud.runtime.bulk.CodeOrigin;
import run.wasmcloud.wasmtime.Engine;
import run.wasmcloud.wasmtime.Module;
import run.wasmcloud.wasmtime.NativeBytes;
import run.wasmcloud.wasmtime.WasmtimeException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A module as the platform compiles it: with its long operations cut into pieces, so that a run can
 * end between them. Written out it is what the engine writes, and 8 bytes that say where its
 * functions are in the module that was uploaded.
 */
public final class MachineCode implements AutoCloseable {
    private static final int TRAILER = 2 * Integer.BYTES;

    private final Module module;
    private final CodeOrigin origin;

    private MachineCode(Module module, CodeOrigin origin) {
        this.module = module;
        this.origin = origin;
    }

    /**
     * Names all that machine code of this engine depends on, as {@link Engine#codeName} does, and
     * what is done to modules before.
     */
    public static String name(Engine engine) {
        var name = BulkOperations.KIND + "\n" + engine.codeName();
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * Compiles a binary module.
     *
     * @throws WasmtimeException as {@link Module#compile} throws it
     * @throws IllegalStateException when the engine takes what this platform does not know
     */
    public static MachineCode compile(Engine engine, NativeBytes wasm) {
        try {
            return cut(engine, wasm);
        } catch (IllegalArgumentException e) {
            // The engine has the better words for what is wrong with a module.
            Module.compile(engine, wasm).close();
            throw new IllegalStateException("the engine takes a module that cannot be read", e);
        }
    }

    private static MachineCode cut(Engine engine, NativeBytes wasm) {
        var cut = BulkOperations.cut(wasm.buffer());
        if (cut.isEmpty()) {
            return new MachineCode(Module.compile(engine, wasm), CodeOrigin.UNCHANGED);
        }
        try (var pieces = cut.get()) {
            return new MachineCode(
                    Module.compile(engine, pieces.wasm(), 0, pieces.length()), pieces.origin());
        }
    }

    /**
     * Loads a part of bytes that {@link #write} gave. It is trusted: who can choose it can run
     * anything in this process.
     *
     * @throws WasmtimeException when it is no machine code for this engine
     */
    static MachineCode load(Engine engine, NativeBytes bytes, int offset, int length) {
        // The engine refuses what is too short to be anything.
        var code = Math.max(0, length - TRAILER);
        var trailer = bytes.buffer();
        return new MachineCode(
                Module.deserialize(engine, bytes, offset, code),
                new CodeOrigin(
                        trailer.getInt(offset + code),
                        trailer.getInt(offset + code + Integer.BYTES)));
    }

    /** Takes what was written, which is good for the time of the call only. */
    @FunctionalInterface
    public interface Receiver<E extends Exception> {
        /**
         * Takes machine code.
         *
         * @param parts all of it when they are put together
         */
        void take(ByteBuffer... parts) throws E;
    }

    /** Writes it, for {@link Sandbox#load}. */
    public <E extends Exception> void write(Receiver<E> receiver) throws E {
        try (var code = module.serializeToNative()) {
            receiver.take(
                    code.buffer(),
                    ByteBuffer.allocate(TRAILER)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(origin.functions())
                            .putInt(origin.shift())
                            .flip());
        }
    }

    Module module() {
        return module;
    }

    CodeOrigin origin() {
        return origin;
    }

    @Override
    public void close() {
        module.close();
    }
}
