package run.wasmcloud.executor;

import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.http.ServerRequest;

import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Optional;

/** The client of a connection: who it is, and a way to see it go. */
record ClientPeer(PeerInfo peer, ClientBytes bytes) implements PeerInfo {
    /** Returns the client of a request; every connection of the edge has one. */
    static ClientPeer of(ServerRequest request) {
        return (ClientPeer) request.remotePeer();
    }

    @Override
    public SocketAddress address() {
        return peer.address();
    }

    @Override
    public String host() {
        return peer.host();
    }

    @Override
    public int port() {
        return peer.port();
    }

    @Override
    public Optional<Principal> tlsPrincipal() {
        return peer.tlsPrincipal();
    }

    @Override
    public Optional<Certificate[]> tlsCertificates() {
        return peer.tlsCertificates();
    }
}
