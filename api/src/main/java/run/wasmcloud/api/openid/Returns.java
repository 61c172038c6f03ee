package run.wasmcloud.api.openid;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/**
 * Where a sign-in may lead back to: a page of the panel, or a program on the user's machine (RFC
 * 8252 section 7.3).
 *
 * @param allowed the pages, in full
 */
public record Returns(Set<URI> allowed) {
    /** What is allowed, for messages. */
    public static final String EXPECTED =
            "http://127.0.0.1:PORT/… or http://localhost:PORT/…, or a page that the operator"
                    + " allows";

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    public Returns {
        allowed = Set.copyOf(allowed);
    }

    /** Returns an address that a sign-in may lead back to; empty when it may not. */
    public Optional<URI> read(String text) {
        try {
            var address = new URI(text);
            return allowed.contains(address) || isLoopback(address)
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isLoopback(URI address) {
        return "http".equals(address.getScheme())
                && address.getHost() != null
                && LOOPBACK.contains(address.getHost())
                && address.getPort() > 0
                && address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
    }
}
