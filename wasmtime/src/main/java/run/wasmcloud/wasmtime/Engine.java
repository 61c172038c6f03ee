package run.wasmcloud.wasmtime;

import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A compiler with its settings, and an epoch that stores of this engine can have deadlines in. Any
 * thread may use it. Modules, linkers and stores go on working when their engine was closed.
 */
public final class Engine implements AutoCloseable {
    private static final long JAVA_STACK = 512 << 10;
    private static final byte[] EMPTY_MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private final EngineConfig config;
    private final Handle handle;

    private Engine(EngineConfig config) {
        NativeLibrary.symbols();
        this.config = config;
        this.handle = new Handle("engine", config.create(), CompileCalls::engineDelete);
    }

    /**
     * Makes an engine. Later changes of {@code config} do not touch it.
     *
     * @throws WasmtimeException when the library of Wasmtime does not load
     * @throws IllegalArgumentException when settings contradict each other
     */
    public static Engine create(EngineConfig config) {
        return new Engine(config.copy());
    }

    /** Wasmtime's version. */
    public static String version() {
        return NativeLibrary.version();
    }

    /** The file that Wasmtime's library was loaded from. */
    public static Path library() {
        return NativeLibrary.file();
    }

    /**
     * Names all that machine code depends on, as 64 hexadecimal digits: Wasmtime's version, the
     * system, the processor with its features, and the settings that compiling looks at. Engines
     * with the same name load each other's modules; the pool is no part of it.
     */
    public String codeName() {
        var digest = Digests.sha256();
        digest.update(Raw.utf8("wasmtime " + version() + "\n" + config.settings()));
        try (var empty = Module.compile(this, EMPTY_MODULE)) {
            return HexFormat.of().formatHex(digest.digest(empty.serialize()));
        }
    }

    /** Its settings: a copy. */
    public EngineConfig config() {
        return config.copy();
    }

    /**
     * Bytes of stack that a thread needs to run guests: what wasm may use, and 512 KiB for the Java
     * code of host functions. A Java stack overflow at the entry of a host function would end the
     * process.
     */
    public long requiredStack() {
        return config.wasmStack() + JAVA_STACK;
    }

    /**
     * Advances the epoch by one tick.
     *
     * @throws IllegalStateException when the engine is closed
     */
    public void incrementEpoch() {
        var engine = handle.acquire();
        try {
            CompileCalls.incrementEpoch(engine);
        } finally {
            handle.release();
        }
    }

    EngineConfig settings() {
        return config;
    }

    Handle handle() {
        return handle;
    }

    void requireSame(Engine other, String what) {
        if (other != this) {
            throw new IllegalArgumentException(
                    "the " + what + " belongs to another engine (expected: the same engine)");
        }
    }

    @Override
    public void close() {
        handle.close();
    }
}
