package run.wasmcloud.wasmtime;

import java.util.Optional;

/** A running copy of a module. It belongs to its store's thread and ends with its store. */
public final class Instance {
    private final Store store;
    private final Module module;
    private final long identity;
    private final long index;

    Instance(Store store, Module module, long identity, long index) {
        this.store = store;
        this.module = module;
        this.identity = identity;
        this.index = index;
    }

    /** The store. */
    public Store store() {
        return store;
    }

    /** The module. */
    public Module module() {
        return module;
    }

    /** The exported function of this name; empty when there is none or it is no function. */
    public Optional<Func> func(String name) {
        return module.export(name)
                .filter(export -> export.type() instanceof FuncType)
                .map(this::func);
    }

    /**
     * The exported memory of this name; empty when there is none or it is no memory, or a shared
     * one.
     */
    public Optional<Memory> memory(String name) {
        return module.export(name)
                .filter(export -> export.type() instanceof MemoryType type && !type.shared())
                .map(this::memory);
    }

    /**
     * The exported function that was found in the module before.
     *
     * @throws IllegalArgumentException when this module has no such function
     */
    public Func func(ModuleExport export) {
        if (!(export.type() instanceof FuncType type)) {
            throw new IllegalArgumentException(export + " (expected: a function)");
        }
        var scratch = store.thread().scratch();
        var mark = scratch.mark();
        try {
            var value = find(export, Extern.FUNCTION) + Extern.VALUE;
            return new Func(store, type, Raw.getLong(value), Raw.getLong(value + 8));
        } finally {
            scratch.free(mark);
        }
    }

    /**
     * The exported memory that was found in the module before.
     *
     * @throws IllegalArgumentException when this module has no such memory, or it is shared
     */
    public Memory memory(ModuleExport export) {
        if (!(export.type() instanceof MemoryType type)) {
            throw new IllegalArgumentException(export + " (expected: a memory)");
        }
        var scratch = store.thread().scratch();
        var mark = scratch.mark();
        try {
            return new Memory(
                    store,
                    find(export, Extern.MEMORY),
                    store.engine().settings().keepsInPlace(type));
        } finally {
            scratch.free(mark);
        }
    }

    private long find(ModuleExport export, byte kind) {
        store.check();
        requireOwn(export);
        var scratch = store.thread().scratch();
        var instance = scratch.take(16);
        Raw.putLong(instance, identity);
        Raw.putLong(instance + 8, index);
        var item = scratch.take(Extern.SIZE);
        var name = export.utf8().address();
        var found = RunCalls.instanceExport(store.context(), instance, name, export.length(), item);
        if (!found || Extern.takeKind(item) != kind) {
            throw new IllegalArgumentException(
                    export + " is no export of the instance (expected: one of its module)");
        }
        return item;
    }

    /** A function of the same name but another type would be called with the wrong arguments. */
    private void requireOwn(ModuleExport export) {
        if (module.export(export.name()).orElse(null) != export) {
            throw new IllegalArgumentException(
                    export + " is of another module (expected: one of the instance's)");
        }
    }
}
