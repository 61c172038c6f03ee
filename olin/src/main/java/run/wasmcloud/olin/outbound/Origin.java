package run.wasmcloud.olin.outbound;

import java.util.Optional;

/**
 * What a guest opened: a scheme, and a host unless the request is to name it.
 *
 * @param scheme {@code http} or {@code https}
 */
public record Origin(String scheme, Optional<Authority> authority) {
    /** The port of a scheme. */
    private static final int HTTP = 80;

    private static final int HTTPS = 443;

    /**
     * Reads what follows {@code ://} in a URL; path and query do not matter here.
     *
     * @throws RequestException when it names no host, or none that can be understood
     */
    public static Origin parse(String scheme, String rest) throws RequestException {
        var text = rest.split("[/?#]", 2)[0];
        return new Origin(
                scheme, rest.isEmpty() ? Optional.empty() : Optional.of(Authority.parse(text)));
    }

    /**
     * Returns where a request goes.
     *
     * @throws RequestException when there is no host, or the request names another than was opened
     */
    Target target(GuestRequest request) throws RequestException {
        var named = request.host();
        if (authority.isEmpty() && named.isEmpty()) {
            throw new RequestException("neither the URL nor a Host field names a host");
        }
        var opened = authority.or(() -> named).orElseThrow();
        if (named.isPresent() && !agree(opened, named.get())) {
            throw new RequestException(
                    "the Host field names '%s' (expected: '%s', the URL's)"
                            .formatted(named.get().host(), opened.host()));
        }
        return new Target(
                scheme, opened.host(), port(opened), TargetPath.normalised(request.target()));
    }

    /**
     * Returns the URL of a request to here, in the one form that policies see.
     *
     * @param path from the first slash on, with the query; each char one byte
     * @throws RequestException when no host is named, or it is no path
     */
    public String url(String path) throws RequestException {
        var host =
                authority.orElseThrow(
                        () -> new RequestException("the URL names no host (expected: one)"));
        return new Target(scheme, host.host(), port(host), TargetPath.normalised(path)).url();
    }

    /** A Host field without a port means the URL's. */
    private boolean agree(Authority opened, Authority named) {
        return named.host().equals(opened.host())
                && (named.port().isEmpty() || port(named) == port(opened));
    }

    private int port(Authority one) {
        return one.port().orElse(defaultPort(scheme));
    }

    static int defaultPort(String scheme) {
        return scheme.equals("https") ? HTTPS : HTTP;
    }
}
