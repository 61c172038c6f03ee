package run.wasmcloud.olin.outbound;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLContext;

/**
 * How an operator sets up what guests send.
 *
 * @param allowedNetworks networks that guests may reach although they are not public
 * @param names how host names are looked up
 * @param tls whom to trust
 * @param connectTimeout for the lookup of a name, for a connection to one address and for a TLS
 *     handshake, each
 * @param requestBytes the longest request text that a run may have collected at a time, in bytes
 * @param exchanges how many requests may be under way at once, of all runs
 */
public record OutboundSettings(
        List<Network> allowedNetworks,
        NameLookup names,
        SSLContext tls,
        Duration connectTimeout,
        int requestBytes,
        int exchanges) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int REQUEST_BYTES = 8 << 20;
    private static final int EXCHANGES = 1_024;

    public OutboundSettings {
        allowedNetworks = List.copyOf(allowedNetworks);
        if (!connectTimeout.isPositive() || requestBytes < 1 || exchanges < 1) {
            throw new IllegalArgumentException(
                    "connectTimeout %s, requestBytes %d, exchanges %d (expected: more than 0 each)"
                            .formatted(connectTimeout, requestBytes, exchanges));
        }
    }

    /** Returns the defaults: public addresses only, the machine's names and trust. */
    public static OutboundSettings defaults() {
        return new OutboundSettings(
                List.of(),
                NameLookup.system(),
                defaultTls(),
                CONNECT_TIMEOUT,
                REQUEST_BYTES,
                EXCHANGES);
    }

    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** Returns these settings with other networks that guests may reach. */
    public OutboundSettings withAllowedNetworks(List<Network> newAllowedNetworks) {
        return new OutboundSettings(
                newAllowedNetworks, names, tls, connectTimeout, requestBytes, exchanges);
    }

    /** Returns these settings with another lookup of names. */
    public OutboundSettings withNames(NameLookup newNames) {
        return new OutboundSettings(
                allowedNetworks, newNames, tls, connectTimeout, requestBytes, exchanges);
    }

    /** Returns these settings with other trust. */
    public OutboundSettings withTls(SSLContext newTls) {
        return new OutboundSettings(
                allowedNetworks, names, newTls, connectTimeout, requestBytes, exchanges);
    }

    /** Returns these settings with another time for lookup, connection and handshake. */
    public OutboundSettings withConnectTimeout(Duration newConnectTimeout) {
        return new OutboundSettings(
                allowedNetworks, names, tls, newConnectTimeout, requestBytes, exchanges);
    }
}
