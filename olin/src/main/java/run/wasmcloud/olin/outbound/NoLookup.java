package run.wasmcloud.olin.outbound;

import org.apache.hc.client5.http.DnsResolver;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Keeps the HTTP client from looking a name up: it is only ever given addresses that were checked.
 */
final class NoLookup implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        throw new UnknownHostException("the address of " + host + " was not checked");
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
