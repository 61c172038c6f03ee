package run.wasmcloud.executor;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;

import run.wasmcloud.executor.edge.Arrivals;

import java.util.Set;

/** Lets another selector serve connections whose data are bounded. */
final class BoundedSelector implements ServerConnectionSelector {
    private final ServerConnectionSelector selector;
    private final Arrivals arrivals;

    BoundedSelector(ServerConnectionSelector selector, Arrivals arrivals) {
        this.selector = selector;
        this.arrivals = arrivals;
    }

    /** The HTTP server waits for a byte more than this; HTTP/2's first bytes may come alone. */
    @Override
    public int bytesToIdentifyConnection() {
        return Math.max(selector.bytesToIdentifyConnection() - 1, 0);
    }

    @Override
    public Support supports(BufferData data) {
        return selector.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return selector.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return selector.connection(new BoundedConnection(context, arrivals));
    }
}
