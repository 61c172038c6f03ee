package run.wasmcloud.store;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * What one client can change its address within: nothing with IPv4, the lower half with IPv6, where
 * everybody has 2^64 of them.
 */
final class ClientNetwork {
    private static final int NETWORK_BYTES = 8;

    private ClientNetwork() {}

    /**
     * Returns the network of an address.
     *
     * @param address a literal; what is none stands for itself
     */
    static String of(String address) {
        try {
            var parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address six ? network(six) : parsed.getHostAddress();
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    private static String network(Inet6Address address) {
        var bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
