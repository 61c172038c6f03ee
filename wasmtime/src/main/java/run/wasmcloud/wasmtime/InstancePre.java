package run.wasmcloud.wasmtime;

/**
 * A module whose imports are resolved, ready to be instantiated many times. Any thread may use it;
 * instances go on working when it was closed.
 */
public final class InstancePre implements AutoCloseable {
    private final Engine engine;
    private final Module module;
    private final Object stubs;
    private final Handle handle;

    InstancePre(Module module, Object stubs, long pointer) {
        this.engine = module.engine();
        this.module = module;
        this.stubs = stubs;
        this.handle = new Handle("instance pre", pointer, CompileCalls::instancePreDelete);
    }

    /** The module. */
    public Module module() {
        return module;
    }

    /**
     * Makes an instance in a store and runs the module's start function.
     *
     * @throws TrapException when the start function traps
     * @throws WasmtimeException when the store's limits or the engine's pool do not allow another
     *     instance
     * @throws IllegalArgumentException when the store is of another engine
     */
    public Instance instantiate(Store store) {
        store.check();
        engine.requireSame(store.engine(), "store");
        var pointer = handle.acquire();
        try {
            store.keep(stubs, module);
            return instantiate(store, pointer);
        } finally {
            handle.release();
        }
    }

    private Instance instantiate(Store store, long pointer) {
        var scratch = store.thread().scratch();
        var mark = scratch.mark();
        try {
            var result = scratch.take(16);
            var trap = scratch.take(8);
            Raw.putLong(trap, 0);
            var before = store.enter();
            long error;
            try {
                error = RunCalls.instantiate(pointer, store.context(), result, trap);
            } finally {
                store.leave(before);
            }
            store.check(error, Raw.getLong(trap));
            return new Instance(store, module, Raw.getLong(result), Raw.getLong(result + 8));
        } finally {
            scratch.free(mark);
        }
    }

    @Override
    public void close() {
        handle.close();
    }
}
