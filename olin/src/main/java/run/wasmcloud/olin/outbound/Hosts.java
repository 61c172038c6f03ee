package run.wasmcloud.olin.outbound;

import org.jspecify.annotations.Nullable;

import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Brings host names and addresses into the one form that policies, guard and wire see. */
final class Hosts {
    private static final int LONGEST = 253;
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    /** A name that ends like this is taken for an address by one resolver or another. */
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    private Hosts() {}

    /**
     * Returns a host in its normal form: names in lower-case ASCII (RFC 5890) without a last dot,
     * addresses without brackets.
     *
     * @throws RequestException when it is no host
     */
    static String normalised(String host) throws RequestException {
        return host.startsWith("[") ? address(host) : name(host);
    }

    /** Returns the address that a host in its normal form is; empty when it is a name. */
    static Optional<InetAddress> literal(String host) {
        return host.contains(":") || IPV4.matcher(host).matches()
                ? Optional.of(InetAddress.ofLiteral(host))
                : Optional.empty();
    }

    private static String address(String bracketed) throws RequestException {
        var text = bracketed.substring(1, bracketed.length() - 1);
        try {
            if (!text.contains("%")) {
                return Inet6Address.ofLiteral(text).getHostAddress();
            }
        } catch (IllegalArgumentException e) {
            throw bad(bracketed, e);
        }
        throw bad(bracketed, null);
    }

    private static String name(String host) throws RequestException {
        var ascii = ascii(host);
        var name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
            throw bad(host, null);
        }
        if (NUMERIC_END.matcher(name).matches() && !IPV4.matcher(name).matches()) {
            throw bad(host, null);
        }
        return name;
    }

    private static String ascii(String host) throws RequestException {
        if (host.length() > LONGEST + 1) {
            throw bad(host, null);
        }
        try {
            return IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw bad(host, e);
        }
    }

    private static RequestException bad(String host, @Nullable Throwable cause) {
        var exception =
                new RequestException(
                        "'%s' (expected: a host name, four decimal numbers, or an IPv6 address in [])"
                                .formatted(host.substring(0, Math.min(host.length(), LONGEST))));
        if (cause != null) {
            exception.initCause(cause);
        }
        return exception;
    }
}
