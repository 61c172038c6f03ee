package run.wasmcloud.model;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What one proxy told of the connection that a request came to it on.
 *
 * @param peer the far end's address, perhaps with a port; it may be no address at all
 */
record ForwardedHop(Optional<String> peer, Optional<String> scheme, Optional<String> authority) {
    private static final int HIGHEST_PORT = 65_535;

    /** An address with its port, 0 when that was not told. */
    record Peer(InetAddress address, int port) {}

    /**
     * Reads headers {@code Forwarded}, the first proxy's hop first.
     *
     * @throws IllegalArgumentException when they are malformed
     */
    static List<ForwardedHop> forwarded(List<String> values) {
        var hops = new ArrayList<ForwardedHop>();
        for (var value : values) {
            for (var element : split(value, ',')) {
                hops.add(hop(parameters(element)));
            }
        }
        return hops;
    }

    private static ForwardedHop hop(Map<String, String> parameters) {
        return new ForwardedHop(
                Optional.ofNullable(parameters.get("for")),
                Optional.ofNullable(parameters.get("proto")).flatMap(ForwardedHop::scheme),
                Optional.ofNullable(parameters.get("host")));
    }

    private static Map<String, String> parameters(String element) {
        var parameters = new LinkedHashMap<String, String>();
        for (var pair : split(element, ';')) {
            var equals = pair.indexOf('=');
            if (equals < 1) {
                throw malformed(pair);
            }
            var name = pair.substring(0, equals).toLowerCase(Locale.ROOT);
            if (parameters.put(name, unquoted(pair.substring(equals + 1))) != null) {
                throw malformed(pair);
            }
        }
        return parameters;
    }

    /** Splits at a character that is outside of quotes; empty parts are left out. */
    private static List<String> split(String text, char at) {
        var parts = new ArrayList<String>();
        var quoted = false;
        var from = 0;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == at && !quoted) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        if (quoted) {
            throw malformed(text);
        }
        parts.add(text.substring(from));
        return parts.stream().map(String::strip).filter(part -> !part.isEmpty()).toList();
    }

    private static String unquoted(String value) {
        if (!value.startsWith("\"")) {
            return value;
        }
        if (value.length() < 2 || !value.endsWith("\"")) {
            throw malformed(value);
        }
        return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "Forwarded has '%s' (expected: as RFC 7239 says, for example for=192.0.2.1;proto=https)"
                        .formatted(text.substring(0, Math.min(text.length(), 60))));
    }

    /** Reads the {@code X-Forwarded} headers, the first proxy's hop first. */
    static List<ForwardedHop> xForwarded(
            List<String> peers, List<String> schemes, List<String> authorities) {
        var all = list(peers);
        var proto = list(schemes);
        var host = list(authorities);
        var hops = new ArrayList<ForwardedHop>();
        for (int i = 0; i < all.size(); i++) {
            var fromRight = all.size() - i;
            hops.add(
                    new ForwardedHop(
                            Optional.of(all.get(i)),
                            fromRight(proto, fromRight).flatMap(ForwardedHop::scheme),
                            fromRight(host, fromRight)));
        }
        return hops;
    }

    private static List<String> list(List<String> values) {
        return values.stream().flatMap(value -> split(value, ',').stream()).toList();
    }

    /** A proxy that sets a header sets one value; only chains of proxies that append have more. */
    private static Optional<String> fromRight(List<String> values, int place) {
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.get(Math.max(values.size() - place, 0)));
    }

    private static Optional<String> scheme(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return lower.equals("http") || lower.equals("https")
                ? Optional.of(lower)
                : Optional.empty();
    }

    /** Returns the far end, unless the proxy did not know it or hides it. */
    Optional<Peer> address() {
        return peer.flatMap(ForwardedHop::parse);
    }

    private static Optional<Peer> parse(String text) {
        try {
            if (text.startsWith("[")) {
                var close = text.indexOf(']');
                return Optional.of(
                        new Peer(
                                InetAddress.ofLiteral(text.substring(1, Math.max(close, 1))),
                                port(text.substring(close + 1))));
            }
            var colon = text.indexOf(':');
            return colon >= 0 && colon == text.lastIndexOf(':')
                    ? Optional.of(
                            new Peer(
                                    InetAddress.ofLiteral(text.substring(0, colon)),
                                    port(text.substring(colon))))
                    : Optional.of(new Peer(InetAddress.ofLiteral(text), 0));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int port(String text) {
        if (text.length() < 2 || text.charAt(0) != ':') {
            return 0;
        }
        var digits = text.substring(1);
        if (digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        var port = Integer.parseInt(digits);
        return port > HIGHEST_PORT ? 0 : port;
    }
}
