package run.wasmcloud.app.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * The system's lookup of addresses, without the way back: no part of this program wants to know the
 * name of an address, but the HTTP server asks for that of every TLS client, on the thread that
 * serves it, and a name server may take its time.
 */
public final class DirectAddresses extends InetAddressResolverProvider {
    /** Made by the service loader. */
    public DirectAddresses() {}

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new ForwardOnly(configuration.builtinResolver());
    }

    @Override
    public String name() {
        return "wasmcloud";
    }

    record ForwardOnly(InetAddressResolver system) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                throws UnknownHostException {
            return system.lookupByName(host, policy);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            throw new UnknownHostException("addresses are not looked up");
        }
    }
}
