package run.wasmcloud.api;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;

import java.util.Set;

/** Lets another selector serve connections, and ends them by {@link LingeringConnection}. */
final class LingeringSelector implements ServerConnectionSelector {
    private final ServerConnectionSelector selector;

    LingeringSelector(ServerConnectionSelector selector) {
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
        return new LingeringConnection(selector.connection(context), context);
    }
}
