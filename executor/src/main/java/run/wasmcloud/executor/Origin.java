package run.wasmcloud.executor;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

import run.wasmcloud.cgi.CgiRequest;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.RequestOrigin;
import run.wasmcloud.model.TrustedProxies;
import run.wasmcloud.model.WasmcloudException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;

/**
 * Who made a request and how, trusted proxies on the way left out.
 *
 * @param scheme {@code http} or {@code https}, as the client used it
 * @param authority the host name that the client asked for, perhaps with a port
 */
record Origin(CgiRequest.Client client, String scheme, String authority, CgiRequest.Server server) {
    /**
     * What proxies tell of their clients. Functions never see these: what can be believed is in
     * their CGI variables, and the rest would fool them.
     */
    private static final Set<String> NOT_PASSED =
            Set.of(
                    "forwarded",
                    "x-forwarded-for",
                    "x-forwarded-proto",
                    "x-forwarded-host",
                    "x-forwarded-port",
                    "x-forwarded-server",
                    "x-forwarded-scheme",
                    "x-forwarded-ssl",
                    "x-real-ip",
                    "x-client-ip",
                    "true-client-ip");

    /** Tells whether a header is kept from functions. */
    static boolean isKept(String lowerCaseName) {
        return NOT_PASSED.contains(lowerCaseName);
    }

    /**
     * Returns a request's.
     *
     * @throws WasmcloudException {@code MALFORMED_REQUEST} unless it has exactly one host name, or
     *     when what a trusted proxy says cannot be read
     */
    static Origin of(ServerRequest request, TrustedProxies proxies) {
        var host = CgiRequests.authority(request);
        var peer = request.remotePeer().address();
        if (proxies.networks().isEmpty()
                || !(peer instanceof InetSocketAddress internet)
                || internet.getAddress() == null) {
            return direct(request, peer, host);
        }
        var told = told(request, internet, proxies);
        var scheme = told.scheme().orElse(request.isSecure() ? "https" : "http");
        var authority = told.authority().orElse(host);
        return new Origin(
                new CgiRequest.Client(text(told.address()), text(told.address()), told.port()),
                scheme,
                authority,
                new CgiRequest.Server(
                        HostNames.hostOf(authority), port(request, told, scheme, authority)));
    }

    private static Origin direct(ServerRequest request, SocketAddress peer, String host) {
        var address =
                peer instanceof InetSocketAddress internet && internet.getAddress() != null
                        ? text(internet.getAddress())
                        : "";
        return new Origin(
                new CgiRequest.Client(address, address, port(peer)),
                request.isSecure() ? "https" : "http",
                host,
                new CgiRequest.Server(HostNames.hostOf(host), port(request.localPeer().address())));
    }

    private static RequestOrigin told(
            ServerRequest request, InetSocketAddress peer, TrustedProxies proxies) {
        try {
            return proxies.origin(
                    peer.getAddress(),
                    peer.getPort(),
                    name -> request.headers().all(HeaderNames.create(name), List::of));
        } catch (IllegalArgumentException e) {
            throw new WasmcloudException(
                    ErrorCode.MALFORMED_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    /** The port that the client used: it is in the host name, or the scheme's own. */
    private static int port(
            ServerRequest request, RequestOrigin told, String scheme, String authority) {
        if (told.scheme().isEmpty() && told.authority().isEmpty()) {
            return port(request.localPeer().address());
        }
        var text = authority.substring(HostNames.hostOf(authority).length());
        return text.matches(":[0-9]{1,5}")
                ? Integer.parseInt(text.substring(1))
                : scheme.equals("https") ? 443 : 80;
    }

    private static String text(InetAddress address) {
        var text = address.getHostAddress();
        var zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static int port(SocketAddress address) {
        return address instanceof InetSocketAddress internet ? internet.getPort() : 0;
    }
}
