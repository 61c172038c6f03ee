package run.wasmcloud.client;

import java.net.URI;
import java.util.Locale;

/**
 * Reaches names below {@code localhost}, which RFC 6761 section 6.3 makes loopback and which the
 * Java resolver often does not know.
 */
final class Localhost {
    private static final String SUFFIX = ".localhost";

    private Localhost() {}

    /** Returns an address of the same API that every resolver knows. */
    static URI ofApi(URI api) {
        return isLocal(api) ? URI.create("http://localhost" + port(api)) : api;
    }

    /**
     * Returns an address of the same function that every resolver knows: on loopback the executor
     * serves each function below a path, too.
     *
     * @param url where the function answers, without a trailing slash
     */
    static String ofFunction(URI url) {
        return isLocal(url)
                ? "http://localhost" + port(url) + "/_fn/" + firstLabel(url.getHost())
                : url.toString();
    }

    private static boolean isLocal(URI uri) {
        return "http".equals(uri.getScheme())
                && uri.getHost() != null
                && uri.getHost().toLowerCase(Locale.ROOT).endsWith(SUFFIX);
    }

    private static String firstLabel(String host) {
        return host.substring(0, host.indexOf('.'));
    }

    private static String port(URI uri) {
        return uri.getPort() < 0 ? "" : ":" + uri.getPort();
    }
}
