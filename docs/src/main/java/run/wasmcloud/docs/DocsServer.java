package run.wasmcloud.docs;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;

/** An HTTP server that serves the site and nothing else. Thread-safe. */
public final class DocsServer implements AutoCloseable {
    private static final int CONNECTIONS = 1_000;
    private static final long LARGEST_BODY = 64 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final WebServer server;

    private DocsServer(WebServer server) {
        this.server = server;
    }

    /**
     * Starts to answer.
     *
     * @param port 0 for any free one
     * @param origin the site's address as readers see it, without a trailing slash
     * @throws IOException when it cannot listen
     */
    public static DocsServer open(InetAddress address, int port, Site site, URI origin)
            throws IOException {
        var server =
                WebServer.builder()
                        .address(address)
                        .port(port)
                        .shutdownHook(false)
                        .featuresDiscoverServices(false)
                        .protocolsDiscoverServices(false)
                        .addConnectionSelector(http1())
                        .maxTcpConnections(CONNECTIONS)
                        .maxPayloadSize(LARGEST_BODY)
                        .idleConnectionTimeout(IDLE)
                        .routing(HttpRouting.builder().any(new DocsHandler(site, origin)))
                        .build()
                        .start();
        if (!server.isRunning()) {
            throw new IOException(
                    "the documentation cannot be served on %s port %d (expected: an address of this machine and a port that no program uses)"
                            .formatted(address.getHostAddress(), port));
        }
        return new DocsServer(server);
    }

    private static Http1ConnectionSelector http1() {
        return Http1ConnectionSelector.builder().config(Http1Config.create()).build();
    }

    /** Returns the port that it answers on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
