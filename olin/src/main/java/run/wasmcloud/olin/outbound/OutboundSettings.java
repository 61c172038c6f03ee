package run.wasmcloud.olin.outbound;

import run.wasmcloud.model.Network;

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
 * @param allRequestBytes the same of all runs together; one user's get a quarter
 * @param exchanges how many requests may be under way at once, of all runs; one user's get a
 *     quarter
 */
public record OutboundSettings(
        List<Network> allowedNetworks,
        NameLookup names,
        SSLContext tls,
        Duration connectTimeout,
        int requestBytes,
        long allRequestBytes,
        int exchanges) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int REQUEST_BYTES = 8 << 20;
    private static final int EXCHANGES = 2_048;

    /** A text takes up to three times its length while it is read. */
    private static final int REQUESTS_PART_OF_HEAP = 16;

    public OutboundSettings {
        allowedNetworks = List.copyOf(allowedNetworks);
        if (!connectTimeout.isPositive()
                || requestBytes < 1
                || allRequestBytes < 1
                || exchanges < 1) {
            throw new IllegalArgumentException(
                    "connectTimeout %s, requestBytes %d, allRequestBytes %d, exchanges %d (expected: more than 0 each)"
                            .formatted(connectTimeout, requestBytes, allRequestBytes, exchanges));
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
                Runtime.getRuntime().maxMemory() / REQUESTS_PART_OF_HEAP,
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
                newAllowedNetworks,
                names,
                tls,
                connectTimeout,
                requestBytes,
                allRequestBytes,
                exchanges);
    }

    /** Returns these settings with another lookup of names. */
    public OutboundSettings withNames(NameLookup newNames) {
        return new OutboundSettings(
                allowedNetworks,
                newNames,
                tls,
                connectTimeout,
                requestBytes,
                allRequestBytes,
                exchanges);
    }

    /** Returns these settings with other trust. */
    public OutboundSettings withTls(SSLContext newTls) {
        return new OutboundSettings(
                allowedNetworks,
                names,
                newTls,
                connectTimeout,
                requestBytes,
                allRequestBytes,
                exchanges);
    }

    /** Returns these settings with another time for lookup, connection and handshake. */
    public OutboundSettings withConnectTimeout(Duration newConnectTimeout) {
        return new OutboundSettings(
                allowedNetworks,
                names,
                tls,
                newConnectTimeout,
                requestBytes,
                allRequestBytes,
                exchanges);
    }

    /** Returns these settings with other bounds for what is collected and under way on the node. */
    public OutboundSettings withNodeBounds(long newAllRequestBytes, int newExchanges) {
        return new OutboundSettings(
                allowedNetworks,
                names,
                tls,
                connectTimeout,
                requestBytes,
                newAllRequestBytes,
                newExchanges);
    }

    /** Returns these settings with another bound for what one run collects, in bytes. */
    public OutboundSettings withRequestBytes(int newRequestBytes) {
        return new OutboundSettings(
                allowedNetworks,
                names,
                tls,
                connectTimeout,
                newRequestBytes,
                allRequestBytes,
                exchanges);
    }
}
