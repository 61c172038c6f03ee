package run.wasmcloud.app;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.app.configuration.ServerConfiguration;
import run.wasmcloud.app.tls.Certificates;
import run.wasmcloud.app.tls.TlsSettings;
import run.wasmcloud.executor.Executor;
import run.wasmcloud.executor.ExecutorSettings;
import run.wasmcloud.executor.edge.EdgeSettings;
import run.wasmcloud.executor.edge.TlsEndpoint;
import run.wasmcloud.runtime.NodeCapacity;
import run.wasmcloud.store.QueueSettings;

import java.io.IOException;

/** A process that runs functions. */
final class ExecutorProcess implements AutoCloseable {
    private final @Nullable Certificates certificates;
    private final Engine engine;
    private final Executor executor;

    ExecutorProcess(Installation installation) throws IOException {
        var settings = installation.configuration().executor();
        var guests = NodeCapacity.guests(settings.guests());
        try (var undo = new Undo()) {
            certificates =
                    settings.tlsFolder().isPresent()
                            ? undo.add(
                                    Certificates.open(TlsSettings.of(settings.tlsFolder().get())))
                            : null;
            engine = undo.add(new Engine(installation, guests));
            executor =
                    Executor.open(
                            settings(installation, guests, edge(settings, certificates)),
                            engine.store(),
                            engine.sandbox(),
                            engine.library().modules());
            undo.forget();
        }
    }

    private static EdgeSettings edge(
            ServerConfiguration.Executor settings, @Nullable Certificates certificates) {
        var edge = EdgeSettings.defaults().withDrainTime(settings.drainTime());
        return certificates == null
                ? edge
                : edge.withTls(new TlsEndpoint(settings.tlsPort(), certificates.context()));
    }

    private static ExecutorSettings settings(
            Installation installation, int guests, EdgeSettings edge) throws IOException {
        var settings = installation.configuration().executor();
        return new ExecutorSettings(
                settings.bind(),
                settings.port(),
                settings.url().getHost(),
                false,
                guests,
                installation.policy().policy(),
                Version.text(),
                installation.folder().resolve("journal"),
                settings.journalBytes(),
                installation.problemTypes(),
                settings.abuseContact(),
                installation.api(),
                edge,
                QueueSettings.defaults());
    }

    int port() {
        return executor.port();
    }

    @Override
    public void close() {
        try (certificates;
                engine;
                executor) {
            // The executor first: it lets its runs end.
        }
    }
}
