package run.wasmcloud.wasmtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The host functions that modules can import. Any thread may use it; what was made from it goes on
 * working when it was closed.
 */
public final class Linker implements AutoCloseable {
    private static final int MAX_RESULTS = 30;

    private final Engine engine;
    private final Handle handle;
    private final Arena stubs = Arena.ofAuto();

    private Linker(Engine engine) {
        this.engine = engine;
        var pointer = engine.handle().acquire();
        try {
            this.handle =
                    new Handle(
                            "linker", CompileCalls.linkerNew(pointer), CompileCalls::linkerDelete);
        } finally {
            engine.handle().release();
        }
    }

    /** Makes a linker without functions. */
    public static Linker create(Engine engine) {
        return new Linker(engine);
    }

    /**
     * Defines a host function.
     *
     * @param module the module name that guests import it from
     * @param name its name there
     * @param type its type; numbers only
     * @throws WasmtimeException when there is a function of this name
     * @throws IllegalArgumentException when the type has values other than numbers, or more than 30
     *     results
     */
    public synchronized void define(
            String module, String name, FuncType type, HostFunction function) {
        if (!type.isNumeric() || type.results().size() > MAX_RESULTS) {
            throw new IllegalArgumentException(
                    type + " (expected: numbers only, at most 30 results)");
        }
        var linker = handle.acquire();
        try (var arena = Arena.ofConfined()) {
            var stub = new HostEntry(module + "." + name, type, function).stub(stubs);
            define(linker, arena, Raw.utf8(module), Raw.utf8(name), type, stub);
        } finally {
            handle.release();
        }
    }

    private static void define(
            long linker,
            Arena arena,
            byte[] module,
            byte[] name,
            FuncType type,
            MemorySegment stub) {
        var nativeType = functionType(arena, type);
        try {
            Failures.check(
                    CompileCalls.linkerDefine(
                            linker,
                            Raw.copy(arena, module).address(),
                            module.length,
                            Raw.copy(arena, name).address(),
                            name.length,
                            nativeType,
                            stub.address(),
                            0,
                            0));
        } finally {
            TypeCalls.functionDelete(nativeType);
        }
    }

    private static long functionType(Arena arena, FuncType type) {
        return TypeCalls.functionNew(
                vector(arena, type.parameters()), vector(arena, type.results()));
    }

    private static long vector(Arena arena, List<ValueType> types) {
        var values = arena.allocate(Math.max(8, 8L * types.size()), 8).address();
        for (var i = 0; i < types.size(); i++) {
            Raw.putLong(values + 8L * i, TypeCalls.valueNew(types.get(i).number()));
        }
        var vector = arena.allocate(16, 8).address();
        TypeCalls.valueVector(vector, types.size(), values);
        return vector;
    }

    /**
     * Defines a function that traps for every import of the module that is not defined.
     *
     * @throws WasmtimeException when an import that is not defined is no function
     */
    public synchronized void defineUnknownImportsAsTraps(Module module) {
        engine.requireSame(module.engine(), "module");
        var linker = handle.acquire();
        try {
            var pointer = module.handle().acquire();
            try {
                Failures.check(CompileCalls.linkerDefineUnknownAsTraps(linker, pointer));
            } finally {
                module.handle().release();
            }
        } finally {
            handle.release();
        }
    }

    /**
     * Resolves a module's imports.
     *
     * @throws WasmtimeException when an import is not defined or is of another type; the message
     *     names it
     * @throws IllegalArgumentException when the module is of another engine
     */
    public synchronized InstancePre instantiatePre(Module module) {
        engine.requireSame(module.engine(), "module");
        var linker = handle.acquire();
        try {
            var pointer = module.handle().acquire();
            try {
                return instantiatePre(module, linker, pointer);
            } finally {
                module.handle().release();
            }
        } finally {
            handle.release();
        }
    }

    private InstancePre instantiatePre(Module module, long linker, long pointer) {
        try (var arena = Arena.ofConfined()) {
            var result = arena.allocate(8, 8).address();
            Failures.check(CompileCalls.linkerInstantiatePre(linker, pointer, result));
            return new InstancePre(module, stubs, Raw.getLong(result));
        }
    }

    /** Resolves a module's imports and makes one instance; see {@link InstancePre#instantiate}. */
    public Instance instantiate(Store store, Module module) {
        try (var pre = instantiatePre(module)) {
            return pre.instantiate(store);
        }
    }

    /** The engine. */
    public Engine engine() {
        return engine;
    }

    @Override
    public void close() {
        handle.close();
    }
}
