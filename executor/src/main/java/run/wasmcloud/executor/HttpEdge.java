package run.wasmcloud.executor;

import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import io.helidon.webserver.http2.Http2Upgrader;
import io.helidon.webserver.spi.ServerConnectionSelector;

import run.wasmcloud.executor.edge.Arrivals;
import run.wasmcloud.executor.edge.EdgeSettings;
import run.wasmcloud.executor.edge.WatchedSockets;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.SSLContext;

/**
 * The HTTP server in front of functions, on one port: HTTP/1.1 and HTTP/2, over TLS as the client
 * and it agree (ALPN), without TLS by upgrade or prior knowledge. It is set up here in full:
 * nothing of it is looked up through service loaders, since the product is one merged jar.
 */
final class HttpEdge implements AutoCloseable {
    private static final int HEADER_BYTES = 32 * 1024;
    private static final int PROLOGUE_BYTES = 16 * 1024;
    private static final int STREAMS = 256;
    private static final int BACKLOG = 1024;
    private static final Duration STALLED_STREAM = Duration.ofMinutes(1);

    private final WebServer server;
    private final Arrivals arrivals;

    private HttpEdge(WebServer server, Arrivals arrivals) {
        this.server = server;
        this.arrivals = arrivals;
    }

    /**
     * Begins to listen.
     *
     * @param port 0 for any free one
     * @param tls speaks TLS with its certificates when it is there
     * @param mostBodyBytes the most that any request's body may have
     */
    static HttpEdge open(
            InetAddress address,
            int port,
            Optional<SSLContext> tls,
            EdgeSettings settings,
            long mostBodyBytes,
            Problems problems,
            Handler handler) {
        // The HTTP server closes idle connections in its own time; what it does not see ends later.
        var arrivals = new Arrivals(settings.headTime(), settings.idleTime().multipliedBy(2));
        var server =
                WebServer.builder()
                        .tls(tls(tls))
                        .maxTcpConnections(settings.connections())
                        .address(address)
                        .port(port)
                        .backlog(BACKLOG)
                        .shutdownHook(false)
                        .featuresDiscoverServices(false)
                        .protocolsDiscoverServices(false)
                        .addConnectionSelector(new BoundedSelector(http2(), arrivals))
                        .addConnectionSelector(new BoundedSelector(http1(), arrivals))
                        .contentEncoding(new PlainBodies())
                        .maxPayloadSize(mostBodyBytes)
                        .writeBufferSize(0)
                        .shutdownGracePeriod(settings.drainTime())
                        .idleConnectionTimeout(settings.idleTime())
                        .idleConnectionPeriod(settings.idleTime().dividedBy(4))
                        .connectionOptions(new WatchedSockets(arrivals))
                        .directHandlers(EdgeProblems.handlers(problems))
                        .errorHandling(errors -> errors.includeEntity(true))
                        .routing(HttpRouting.builder().any(handler))
                        .build();
        try {
            return new HttpEdge(started(server), arrivals);
        } catch (RuntimeException e) {
            arrivals.close();
            throw e;
        }
    }

    private static Tls tls(Optional<SSLContext> context) {
        var tls = Tls.builder().enabled(context.isPresent());
        context.ifPresent(tls::sslContext);
        return tls.build();
    }

    /** The HTTP server only logs when it cannot listen. */
    private static WebServer started(WebServer server) {
        if (!server.start().isRunning()) {
            throw new IllegalStateException(
                    "another program listens there, or it is no address of this machine");
        }
        return server;
    }

    private static Http2Config http2Config() {
        return Http2Config.builder()
                .maxHeaderListSize(HEADER_BYTES)
                .maxConcurrentStreams(STREAMS)
                .flowControlTimeout(STALLED_STREAM)
                .buildPrototype();
    }

    private static ServerConnectionSelector http2() {
        return Http2ConnectionSelector.builder().http2Config(http2Config()).build();
    }

    private static ServerConnectionSelector http1() {
        return Http1ConnectionSelector.builder()
                .config(
                        Http1Config.builder()
                                .maxHeadersSize(HEADER_BYTES)
                                .maxPrologueLength(PROLOGUE_BYTES)
                                .sendKeepAliveHeader(false)
                                .buildPrototype())
                .addUpgrader(Http2Upgrader.create(http2Config()))
                .build();
    }

    int connections() {
        return arrivals.connections();
    }

    /** Returns how many connections were ended because their clients took too long. */
    long late() {
        return arrivals.late();
    }

    /** Returns the port that it listens on. */
    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        arrivals.close();
    }
}
