package run.wasmcloud.model;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The proxies in front of a server that it believes what they tell of their clients. Nobody else is
 * believed: anyone can send these headers.
 *
 * @param networks where they are
 * @param form how they tell it
 */
public record TrustedProxies(List<Network> networks, ForwardedForm form) {
    private static final TrustedProxies NONE =
            new TrustedProxies(List.of(), ForwardedForm.X_FORWARDED);

    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /** Returns that there are none. */
    public static TrustedProxies none() {
        return NONE;
    }

    private boolean trusts(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /**
     * Returns where a request came from: the nearest hop that is not a trusted proxy. What stands
     * farther from us than that hop is its own word and is not looked at.
     *
     * @param peer the far end of the connection
     * @param headers gives a header's values, in their order, by its name
     * @throws IllegalArgumentException when a trusted proxy's header is malformed
     */
    public RequestOrigin origin(
            InetAddress peer, int port, Function<String, List<String>> headers) {
        var origin = new RequestOrigin(peer, port, Optional.empty(), Optional.empty());
        if (!trusts(peer)) {
            return origin;
        }
        var hops = hops(headers);
        for (int i = hops.size() - 1; i >= 0 && trusts(origin.address()); i--) {
            var hop = hops.get(i);
            var told = hop.address();
            origin =
                    new RequestOrigin(
                            told.map(ForwardedHop.Peer::address).orElse(origin.address()),
                            told.map(ForwardedHop.Peer::port).orElse(origin.port()),
                            hop.scheme().or(origin::scheme),
                            hop.authority().or(origin::authority));
            if (told.isEmpty()) {
                break;
            }
        }
        return origin;
    }

    private List<ForwardedHop> hops(Function<String, List<String>> headers) {
        return switch (form) {
            case FORWARDED -> ForwardedHop.forwarded(headers.apply("Forwarded"));
            case X_FORWARDED ->
                    ForwardedHop.xForwarded(
                            headers.apply("X-Forwarded-For"),
                            headers.apply("X-Forwarded-Proto"),
                            headers.apply("X-Forwarded-Host"));
        };
    }
}
