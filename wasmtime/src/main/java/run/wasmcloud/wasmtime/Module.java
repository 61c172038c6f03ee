package run.wasmcloud.wasmtime;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A compiled module. Any thread may use it; what was made from it goes on working when it was
 * closed.
 */
public final class Module implements AutoCloseable {
    private final Engine engine;
    private final Handle handle;
    private final List<ImportType> imports;
    private final List<ModuleExport> exports;
    private final Map<String, ModuleExport> exportsByName;
    private final boolean memoryStaysInPlace;

    private Module(Engine engine, long module) {
        this.engine = engine;
        this.handle = new Handle("module", module, CompileCalls::moduleDelete);
        try (var arena = Arena.ofConfined()) {
            var types = new TypeReader(arena, !engine.settings().isOff(Proposal.MEMORY64));
            this.imports = types.imports(module);
            this.exports = types.exports(module);
        }
        this.exportsByName =
                exports.stream().collect(Collectors.toMap(ModuleExport::name, Function.identity()));
        this.memoryStaysInPlace =
                export("memory")
                        .filter(
                                export ->
                                        export.type() instanceof MemoryType type
                                                && engine.settings().keepsInPlace(type))
                        .isPresent();
    }

    /**
     * Compiles a binary module. Takes milliseconds to many seconds and cannot be interrupted.
     *
     * @throws WasmtimeException when {@code wasm} is no valid module or uses what the engine has
     *     turned off
     */
    public static Module compile(Engine engine, byte[] wasm) {
        return load(engine, wasm, CompileCalls::moduleNew);
    }

    /** Compiles as {@link #compile(Engine, byte[])} does. */
    public static Module compile(Engine engine, NativeBytes wasm) {
        return compile(engine, wasm, 0, wasm.size());
    }

    /**
     * Compiles a part of bytes as {@link #compile(Engine, byte[])} does.
     *
     * @throws IndexOutOfBoundsException when there is no such part
     */
    public static Module compile(Engine engine, NativeBytes bytes, int offset, int length) {
        return load(engine, bytes, offset, length, CompileCalls::moduleNew);
    }

    /**
     * Checks a binary module without compiling it.
     *
     * @throws WasmtimeException as {@link #compile} throws it
     */
    public static void validate(Engine engine, byte[] wasm) {
        var pointer = engine.handle().acquire();
        try (var arena = Arena.ofConfined()) {
            Failures.check(
                    CompileCalls.moduleValidate(
                            pointer, Raw.copy(arena, wasm).address(), wasm.length));
        } finally {
            engine.handle().release();
        }
    }

    /**
     * Loads what {@link #serialize} made. The bytes are machine code and are trusted: who can
     * choose them can run anything in this process.
     *
     * @throws WasmtimeException when they are no such bytes, or were made by another version or
     *     with other settings
     */
    public static Module deserialize(Engine engine, byte[] code) {
        return load(engine, code, CompileCalls::moduleDeserialize);
    }

    /**
     * Loads a part of bytes as {@link #deserialize(Engine, byte[])} does; they are copied.
     *
     * @throws IndexOutOfBoundsException when there is no such part
     */
    public static Module deserialize(Engine engine, NativeBytes bytes, int offset, int length) {
        return load(engine, bytes, offset, length, CompileCalls::moduleDeserialize);
    }

    /**
     * Maps a file of what {@link #serialize} made; the file must not change as long as the module
     * is in use. It is trusted as the bytes of {@link #deserialize} are.
     *
     * @throws WasmtimeException when there is no such file, and as {@link #deserialize} throws it
     */
    public static Module deserializeFile(Engine engine, Path file) {
        var pointer = engine.handle().acquire();
        try (var arena = Arena.ofConfined()) {
            var result = arena.allocate(8, 8).address();
            var path = arena.allocateFrom(file.toString()).address();
            Failures.check(CompileCalls.moduleDeserializeFile(pointer, path, result));
            return new Module(engine, Raw.getLong(result));
        } finally {
            engine.handle().release();
        }
    }

    @FunctionalInterface
    private interface Loader {
        long load(long engine, long bytes, long length, long result);
    }

    private static Module load(Engine engine, byte[] bytes, Loader loader) {
        try (var arena = Arena.ofConfined()) {
            return load(engine, Raw.copy(arena, bytes).address(), bytes.length, loader);
        }
    }

    private static Module load(
            Engine engine, NativeBytes bytes, int offset, int length, Loader loader) {
        return load(engine, bytes.address(offset, length), length, loader);
    }

    private static Module load(Engine engine, long address, int length, Loader loader) {
        var pointer = engine.handle().acquire();
        try (var arena = Arena.ofConfined()) {
            var result = arena.allocate(8, 8).address();
            Failures.check(loader.load(pointer, address, length, result));
            return new Module(engine, Raw.getLong(result));
        } finally {
            engine.handle().release();
        }
    }

    /** The machine code, for {@link #deserialize}. */
    public byte[] serialize() {
        try (var code = serializeToNative()) {
            var bytes = new byte[code.size()];
            code.buffer().get(bytes);
            return bytes;
        }
    }

    /** The machine code, for {@link #deserialize}, outside of the Java heap. */
    public NativeBytes serializeToNative() {
        var module = handle.acquire();
        try {
            return NativeBytes.ofVector(
                    vector -> Failures.check(CompileCalls.moduleSerialize(module, vector)));
        } finally {
            handle.release();
        }
    }

    /** What it imports, in its own order. */
    public List<ImportType> imports() {
        return imports;
    }

    /** What it exports, in its own order. */
    public List<ModuleExport> exports() {
        return exports;
    }

    /** The export of this name. */
    public Optional<ModuleExport> export(String name) {
        return Optional.ofNullable(exportsByName.get(name));
    }

    /** Whether the memory that it exports as {@code memory} keeps its base while it grows. */
    boolean memoryStaysInPlace() {
        return memoryStaysInPlace;
    }

    /** The engine that compiled it. */
    public Engine engine() {
        return engine;
    }

    Handle handle() {
        return handle;
    }

    @Override
    public void close() {
        handle.close();
    }
}
