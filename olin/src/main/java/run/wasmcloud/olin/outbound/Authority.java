package run.wasmcloud.olin.outbound;

import java.util.OptionalInt;

/**
 * A host and perhaps a port. RFC 3986, section 3.2, without user information.
 *
 * @param host a name in lower-case ASCII, or an address without brackets
 */
public record Authority(String host, OptionalInt port) {
    private static final int MOST_PORT = 65_535;

    /**
     * Reads an authority.
     *
     * @throws RequestException when it is none, or has user information
     */
    static Authority parse(String text) throws RequestException {
        if (text.indexOf('@') >= 0) {
            throw new RequestException(
                    "a URL has user information (expected: none; send an Authorization field)");
        }
        var end = text.startsWith("[") ? text.indexOf(']') + 1 : hostEnd(text);
        if (end == 0) {
            throw new RequestException("a URL's host is missing or not closed by ']'");
        }
        return new Authority(Hosts.normalised(text.substring(0, end)), port(text.substring(end)));
    }

    private static int hostEnd(String text) {
        var colon = text.indexOf(':');
        return colon < 0 ? text.length() : colon;
    }

    private static OptionalInt port(String text) throws RequestException {
        if (text.isEmpty() || text.equals(":")) {
            return OptionalInt.empty();
        }
        if (!text.matches(":[0-9]{1,5}")) {
            throw badPort(text);
        }
        var port = Integer.parseInt(text.substring(1));
        if (port == 0 || port > MOST_PORT) {
            throw badPort(text);
        }
        return OptionalInt.of(port);
    }

    private static RequestException badPort(String text) {
        return new RequestException(
                "'%s' (expected: a port from 1 to %d)".formatted(text, MOST_PORT));
    }
}
