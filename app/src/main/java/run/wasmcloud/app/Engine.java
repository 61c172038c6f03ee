package run.wasmcloud.app;

import run.wasmcloud.olin.Olin;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.store.Store;
import run.wasmcloud.wasi.Wasi;

import java.io.IOException;
import java.util.List;

/** The store of an installation, and what compiles and runs modules beside it. */
final class Engine implements AutoCloseable {
    private final Store store;
    private final Olin olin;
    private final Sandbox sandbox;
    private final ModuleLibrary library;

    /**
     * Opens everything.
     *
     * @param guests how many runs there is room for
     */
    Engine(Installation installation, int guests) throws IOException {
        var folder = installation.folder();
        try (var undo = new Undo()) {
            store = undo.add(installation.store());
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
        try (store;
                olin;
                sandbox;
                library) {
            // Closed in the reverse order, each even when another fails.
        }
    }
}
