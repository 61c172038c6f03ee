package run.wasmcloud.app.operator;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.net.InetAddress;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The operator's port: {@code /metrics} as Prometheus reads them, {@code /healthz} and {@code
 * /readyz}. It asks nobody who they are, so it is for a network of the operator's own: by default
 * this machine. Thread-safe.
 */
public final class OperatorServer implements AutoCloseable {
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int CONNECTIONS = 100;

    private final InetAddress bind;
    private final WebServer server;

    private OperatorServer(InetAddress bind, WebServer server) {
        this.bind = bind;
        this.server = server;
    }

    /** Makes a registry with the figures of this process. */
    public static PrometheusMeterRegistry registry() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        addProcess(registry);
        return registry;
    }

    private static void addProcess(MeterRegistry registry) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmGcMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /**
     * Begins to listen.
     *
     * @param port 0 for any free one
     * @param ready what must be so before the server may be given work, by its name
     * @throws WasmcloudException {@code UNAVAILABLE} when it cannot listen
     */
    public static OperatorServer open(
            InetAddress address,
            int port,
            PrometheusMeterRegistry registry,
            Map<String, BooleanSupplier> ready) {
        var server =
                WebServer.builder()
                        .address(address)
                        .port(port)
                        .shutdownHook(false)
                        .featuresDiscoverServices(false)
                        .protocolsDiscoverServices(false)
                        .addConnectionSelector(
                                Http1ConnectionSelector.builder()
                                        .config(Http1Config.builder().buildPrototype())
                                        .build())
                        .maxTcpConnections(CONNECTIONS)
                        .routing(
                                HttpRouting.builder()
                                        .get(
                                                "/metrics",
                                                (_, response) ->
                                                        send(response, METRICS, registry.scrape()))
                                        .get(
                                                "/healthz",
                                                (_, response) -> send(response, TEXT, "ok\n"))
                                        .get(
                                                "/readyz",
                                                (_, response) -> tellReady(response, ready)))
                        .build();
        if (!server.start().isRunning()) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE,
                    "The operator's port %s %d cannot be used (expected: an address of this machine and a port that no program uses)"
                            .formatted(address.getHostAddress(), port));
        }
        return new OperatorServer(address, server);
    }

    private static void tellReady(ServerResponse response, Map<String, BooleanSupplier> ready) {
        var missing =
                ready.entrySet().stream()
                        .filter(entry -> !entry.getValue().getAsBoolean())
                        .map(Map.Entry::getKey)
                        .sorted()
                        .collect(Collectors.joining(", "));
        if (missing.isEmpty()) {
            send(response, TEXT, "ok\n");
        } else {
            response.status(Status.SERVICE_UNAVAILABLE_503);
            send(response, TEXT, "not ready: " + missing + "\n");
        }
    }

    private static void send(ServerResponse response, String type, String text) {
        response.header(HeaderNames.CONTENT_TYPE, type).send(text);
    }

    /** Returns where it answers, without a trailing slash. */
    public String address() {
        return "http://%s:%d".formatted(bind.getHostAddress(), port());
    }

    /** Returns the port that it listens on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
