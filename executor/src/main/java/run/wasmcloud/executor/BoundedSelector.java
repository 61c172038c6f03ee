package run.wasmcloud.executor;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;

import java.util.Set;

/** Lets another selector serve connections whose data are bounded. */
final class BoundedSelector implements ServerConnectionSelector {
    private final ServerConnectionSelector selector;

    BoundedSelector(ServerConnectionSelector selector) {
        this.selector = selector;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return selector.bytesToIdentifyConnection();
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
        return selector.connection(new BoundedConnection(context));
    }
}
