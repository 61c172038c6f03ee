package run.wasmcloud.olin.outbound;

import run.wasmcloud.model.Network;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tells which addresses guests may connect to: public unicast ones, and those of networks that the
 * operator allows. Immutable and thread-safe.
 *
 * <p>Sources: the IANA special-purpose address registries (RFC 6890) for IPv4 and IPv6; RFC 6052
 * (NAT64), RFC 3056 (6to4) and RFC 4291, section 2.5.5 (IPv4-mapped and IPv4-compatible) for IPv6
 * addresses that stand for an IPv4 one.
 */
final class AddressGuard {
    private static final int IPV4_BYTES = 4;
    private static final int NAT64_OFFSET = 12;
    private static final int SIX_TO_FOUR_OFFSET = 2;

    private static final List<SpecialNetwork> IPV4 =
            List.of(
                    SpecialNetwork.of("0.0.0.0/8", "this network"),
                    SpecialNetwork.of("10.0.0.0/8", "private"),
                    SpecialNetwork.of("100.64.0.0/10", "shared by carriers"),
                    SpecialNetwork.of("127.0.0.0/8", "loopback"),
                    SpecialNetwork.of("169.254.0.0/16", "link-local or metadata"),
                    SpecialNetwork.of("172.16.0.0/12", "private"),
                    SpecialNetwork.of("192.0.0.0/24", "for protocols"),
                    SpecialNetwork.of("192.0.2.0/24", "for documentation"),
                    SpecialNetwork.of("192.88.99.0/24", "6to4 relay"),
                    SpecialNetwork.of("192.168.0.0/16", "private"),
                    SpecialNetwork.of("198.18.0.0/15", "for benchmarks"),
                    SpecialNetwork.of("198.51.100.0/24", "for documentation"),
                    SpecialNetwork.of("203.0.113.0/24", "for documentation"),
                    SpecialNetwork.of("224.0.0.0/4", "multicast"),
                    SpecialNetwork.of("240.0.0.0/4", "reserved or broadcast"));

    private static final List<SpecialNetwork> IPV6 =
            List.of(
                    SpecialNetwork.of("2001::/23", "for protocols"),
                    SpecialNetwork.of("2001:db8::/32", "for documentation"),
                    SpecialNetwork.of("3fff::/20", "for documentation"));

    /** Azure's metadata service has an address that looks public. */
    private static final Network AZURE_METADATA = Network.parse("168.63.129.16/32");

    private static final Network GLOBAL_UNICAST = Network.parse("2000::/3");
    private static final Network SIX_TO_FOUR = Network.parse("2002::/16");
    private static final Network NAT64 = Network.parse("64:ff9b::/96");

    private final List<Network> allowed;

    /** Makes a guard that also lets these networks through. */
    AddressGuard(List<Network> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Returns what kind of address it is when guests may not connect to it. */
    Optional<String> objection(InetAddress address) {
        return allowed.stream().anyMatch(network -> network.contains(address))
                ? Optional.empty()
                : objection(address.getAddress());
    }

    private static Optional<String> objection(byte[] address) {
        return address.length == IPV4_BYTES ? ofIpv4(address) : ofIpv6(address);
    }

    private static Optional<String> ofIpv4(byte[] address) {
        return AZURE_METADATA.contains(address) ? Optional.of("metadata") : first(IPV4, address);
    }

    private static Optional<String> ofIpv6(byte[] address) {
        if (NAT64.contains(address)) {
            return embedded(address, NAT64_OFFSET);
        }
        if (SIX_TO_FOUR.contains(address)) {
            return embedded(address, SIX_TO_FOUR_OFFSET);
        }
        return GLOBAL_UNICAST.contains(address)
                ? first(IPV6, address)
                : Optional.of("not global unicast");
    }

    private static Optional<String> embedded(byte[] address, int offset) {
        return ofIpv4(Arrays.copyOfRange(address, offset, offset + IPV4_BYTES));
    }

    private static Optional<String> first(List<SpecialNetwork> networks, byte[] address) {
        return networks.stream()
                .filter(special -> special.network().contains(address))
                .map(SpecialNetwork::kind)
                .findFirst();
    }
}
