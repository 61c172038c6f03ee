package run.wasmcloud.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.app.configuration.ServerConfiguration;
import run.wasmcloud.app.operator.OperatorServer;
import run.wasmcloud.app.operator.StoreMeters;
import run.wasmcloud.app.traces.TraceExport;
import run.wasmcloud.olin.Olin;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.store.Store;
import run.wasmcloud.wasi.Wasi;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The store of an installation, what compiles and runs modules beside it, and what is measured. */
final class Engine implements AutoCloseable {
    private final PrometheusMeterRegistry registry = OperatorServer.registry();
    private final TraceExport traces;
    private final Store store;
    private final Olin olin;
    private final Sandbox sandbox;
    private final ModuleLibrary library;

    /**
     * Opens everything.
     *
     * @param service what this process is called where its traces are looked at
     * @param guests how many runs there is room for
     */
    Engine(Installation installation, String service, int guests) throws IOException {
        var folder = installation.folder();
        try (var undo = new Undo()) {
            traces = undo.add(TraceExport.open(installation.traces(), service, Version.text()));
            store = undo.add(installation.store());
            new StoreMeters(store).bindTo(registry);
            var networks = installation.configuration().executor().allowNetworks();
            olin = undo.add(new Olin(OutboundSettings.defaults().withAllowedNetworks(networks)));
            sandbox =
                    undo.add(
                            Sandbox.open(
                                    SandboxSettings.forGuests(guests), List.of(new Wasi(), olin)));
            library =
                    undo.add(
                            ModuleLibrary.open(
                                    sandbox,
                                    store,
                                    folder.resolve("compiled"),
                                    installation.compiledKeys()));
            undo.forget();
        }
    }

    /** Returns what the process counts and measures. */
    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Returns what the process tells of single requests. */
    OpenTelemetry telemetry() {
        return traces.telemetry();
    }

    /** Shows it to the operator, where the configuration says so; null when nowhere. */
    @Nullable OperatorServer operator(ServerConfiguration.Operator settings) {
        return settings.port().isEmpty()
                ? null
                : OperatorServer.open(
                        settings.bind(),
                        settings.port().get(),
                        registry,
                        Map.of("database", store::isReady, "module store", store::hasModuleStore));
    }

    Store store() {
        return store;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    ModuleLibrary library() {
        return library;
    }

    @Override
    public void close() {
        try (traces;
                store;
                olin;
                sandbox;
                library) {
            // Closed in the reverse order, each even when another fails.
        }
    }
}
