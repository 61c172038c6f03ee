package run.wasmcloud.app.operator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import run.wasmcloud.store.DatabasePool;
import run.wasmcloud.store.Store;

import java.util.function.ToIntFunction;

/** What an operator sees of a process's store: nothing is asked of the database for it. */
public record StoreMeters(Store store) {
    /** Shows it. */
    public void bindTo(MeterRegistry registry) {
        show(registry, "active", DatabasePool::active);
        show(registry, "idle", DatabasePool::idle);
        Gauge.builder("wasmcloud.database.connections.most", store, s -> s.databasePool().most())
                .description("Connections to the database that there may be")
                .register(registry);
        Gauge.builder("wasmcloud.database.waiting", store, s -> s.databasePool().waiting())
                .description("Threads that wait for a connection to the database")
                .register(registry);
        FunctionCounter.builder("wasmcloud.modules.damaged", store, Store::damagedModules)
                .description("Modules that were found damaged in the module store")
                .register(registry);
    }

    private void show(MeterRegistry registry, String state, ToIntFunction<DatabasePool> count) {
        Gauge.builder(
                        "wasmcloud.database.connections",
                        store,
                        s -> count.applyAsInt(s.databasePool()))
                .description("Connections to the database, by what they do")
                .tag("state", state)
                .register(registry);
    }
}
