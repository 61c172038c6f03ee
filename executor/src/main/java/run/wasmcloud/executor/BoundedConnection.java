package run.wasmcloud.executor;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;

import run.wasmcloud.executor.edge.Arrivals;

import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * A connection whose data are read through a {@link BoundedReader}, and whose client is watched.
 */
final class BoundedConnection implements ConnectionContext {
    private final ConnectionContext connection;
    private final DataReader reader;
    private final ClientPeer client;

    BoundedConnection(ConnectionContext connection, Arrivals arrivals) {
        this.connection = connection;
        var bytes =
                new ClientBytes(
                        connection.dataReader(), arrivals.of(connection.remotePeer().address()));
        this.reader = new BoundedReader(bytes);
        this.client = new ClientPeer(connection.remotePeer(), bytes);
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public ListenerContext listenerContext() {
        return connection.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return connection.executor();
    }

    @Override
    public DataWriter dataWriter() {
        return connection.dataWriter();
    }

    @Override
    public Router router() {
        return connection.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return connection.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return connection.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return client;
    }

    @Override
    public PeerInfo localPeer() {
        return connection.localPeer();
    }

    @Override
    public boolean isSecure() {
        return connection.isSecure();
    }

    @Override
    public String socketId() {
        return connection.socketId();
    }

    @Override
    public String childSocketId() {
        return connection.childSocketId();
    }
}
