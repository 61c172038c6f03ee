package run.wasmcloud.app;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.app.configuration.ServerConfiguration;
import run.wasmcloud.app.operator.OperatorServer;
import run.wasmcloud.app.tls.Certificates;
import run.wasmcloud.app.tls.TlsSettings;
import run.wasmcloud.executor.Executor;
import run.wasmcloud.executor.ExecutorSettings;
import run.wasmcloud.executor.edge.AccessLogSettings;
import run.wasmcloud.executor.edge.EdgeSettings;
import run.wasmcloud.executor.edge.TlsEndpoint;
import run.wasmcloud.runtime.NodeCapacity;
import run.wasmcloud.store.QueueSettings;

import java.io.IOException;
import java.util.Optional;

/** A process that runs functions. */
final class ExecutorProcess implements AutoCloseable {
    private final @Nullable Certificates certificates;
    private final Engine engine;
    private final Executor executor;
    private final @Nullable OperatorServer operator;

    ExecutorProcess(Installation installation) throws IOException {
        var settings = installation.configuration().executor();
        var guests = NodeCapacity.guests(settings.guests());
        try (var undo = new Undo()) {
            certificates =
                    settings.tlsFolder().isPresent()
                            ? undo.add(
                                    Certificates.open(TlsSettings.of(settings.tlsFolder().get())))
                            : null;
            engine = undo.add(new Engine(installation, "wasmcloud-executor", guests));
            executor =
                    undo.add(
                            Executor.open(
                                    settings(
                                            installation,
                                            guests,
                                            edge(installation, settings, certificates)),
                                    engine.store(),
                                    engine.sandbox(),
                                    engine.library().modules(),
                                    engine.registry(),
                                    engine.telemetry()));
            operator = engine.operator(installation.configuration().operator());
            undo.forget();
        }
    }

    private static EdgeSettings edge(
            Installation installation,
            ServerConfiguration.Executor settings,
            @Nullable Certificates certificates) {
        var edge =
                EdgeSettings.defaults()
                        .withDrainTime(settings.drainTime())
                        .withProxies(installation.proxies())
                        .withGuestBytes(settings.guestBytes().orElse(Long.MAX_VALUE));
        if (settings.accessLog().isPresent()) {
            var file = settings.accessLog().get();
            edge = edge.withAccessLog(AccessLogSettings.of(file, settings.accessLogForm()));
        }
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
                QueueSettings.defaults(),
                settings.journalForce());
    }

    int port() {
        return executor.port();
    }

    /** Returns where the operator is shown figures; empty when nowhere. */
    Optional<String> operator() {
        return Optional.ofNullable(operator).map(OperatorServer::address);
    }

    @Override
    public void close() {
        try (certificates;
                engine;
                executor;
                operator) {
            // The executor first: it lets its runs end.
        }
    }
}
