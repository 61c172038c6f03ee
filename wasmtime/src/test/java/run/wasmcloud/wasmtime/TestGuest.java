package run.wasmcloud.wasmtime;

/** An engine, a linker and a store for tests, closed together. */
final class TestGuest implements AutoCloseable {
    final Engine engine;
    final Linker linker;
    final Store store;

    TestGuest() {
        this(EngineConfig.defaults());
    }

    TestGuest(EngineConfig config) {
        engine = Engine.create(config);
        linker = Linker.create(engine);
        store = Store.create(engine);
    }

    Module module(String wat) {
        return Module.compile(engine, Wat.toWasm(wat));
    }

    Instance instance(String wat) {
        try (var module = module(wat)) {
            return linker.instantiate(store, module);
        }
    }

    Func func(String wat) {
        return instance(wat).func("f").orElseThrow();
    }

    @Override
    public void close() {
        store.close();
        linker.close();
        engine.close();
    }
}
