package run.wasmcloud.model;

import java.net.InetAddress;

/**
 * A range of addresses, as RFC 4632 and RFC 4291, section 2.3, write them.
 *
 * @param prefix the first address
 * @param bits how many leading bits all addresses of the network share
 */
public record Network(InetAddress prefix, int bits) {
    public Network {
        if (bits < 0 || bits > prefix.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException(
                    "prefix length %d of %s (expected: 0 to %d)"
                            .formatted(
                                    bits,
                                    prefix.getHostAddress(),
                                    prefix.getAddress().length * Byte.SIZE));
        }
    }

    /**
     * Reads a network.
     *
     * @param text for example {@code 10.0.0.0/8} or {@code fd00::/8}
     * @throws IllegalArgumentException when it is none
     */
    public static Network parse(String text) {
        var slash = text.indexOf('/');
        try {
            return new Network(
                    InetAddress.ofLiteral(text.substring(0, Math.max(slash, 0))),
                    Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'%s' (expected: a network such as 10.0.0.0/8)".formatted(text), e);
        }
    }

    /** Tells whether an address of the same family lies in the network. */
    public boolean contains(InetAddress address) {
        return contains(address.getAddress());
    }

    /** Tells whether an address lies in the network; those of another length never do. */
    public boolean contains(byte[] address) {
        var first = prefix.getAddress();
        if (address.length != first.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> bit % Byte.SIZE;
            if (((address[bit / Byte.SIZE] ^ first[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
