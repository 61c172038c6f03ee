package run.wasmcloud.app.panel;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.panel.Panel;
import run.wasmcloud.panel.PanelSettings;

import java.net.InetAddress;
import java.time.Duration;

/** A process's panel at a port of its own. Thread-safe. */
public final class PanelServer implements AutoCloseable {
    private static final int HEADER_BYTES = 32 * 1024;
    private static final int CONNECTIONS = 2_000;
    private static final Duration IDLE = Duration.ofMinutes(2);

    /** A module, and what a form has beside it. */
    private static final long LARGEST_BODY = PlanFigure.MODULE_BYTES.most() + (1 << 20);

    private final Panel panel;
    private final WebServer server;

    private PanelServer(Panel panel, WebServer server) {
        this.panel = panel;
        this.server = server;
    }

    /**
     * Starts to answer.
     *
     * @param port 0 for any free one
     * @throws WasmcloudException {@code UNAVAILABLE} when it cannot listen
     */
    public static PanelServer open(InetAddress bind, int port, PanelSettings settings) {
        var panel = new Panel(settings);
        var server =
                WebServer.builder()
                        .address(bind)
                        .port(port)
                        .shutdownHook(false)
                        .featuresDiscoverServices(false)
                        .protocolsDiscoverServices(false)
                        .addConnectionSelector(
                                Http1ConnectionSelector.builder()
                                        .config(
                                                Http1Config.builder()
                                                        .maxHeadersSize(HEADER_BYTES)
                                                        .sendKeepAliveHeader(false)
                                                        .buildPrototype())
                                        .build())
                        .maxPayloadSize(LARGEST_BODY)
                        .maxTcpConnections(CONNECTIONS)
                        .idleConnectionTimeout(IDLE)
                        .connectionOptions(options -> options.tcpNoDelay(true))
                        .routing(
                                HttpRouting.builder()
                                        .get("/healthz", (_, response) -> response.send("up"))
                                        .any(panel.site()))
                        .build();
        if (server.start().isRunning()) {
            return new PanelServer(panel, server);
        }
        panel.close();
        throw new WasmcloudException(
                ErrorCode.UNAVAILABLE,
                "The panel cannot be served on %s port %d (expected: an address of this machine and a port that no program uses)"
                        .formatted(bind.getHostAddress(), port));
    }

    /** Returns the port that it answers on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        panel.close();
    }
}
