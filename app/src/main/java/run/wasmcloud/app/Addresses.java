package run.wasmcloud.app;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;

/**
 * Where a local installation is reached.
 *
 * @param bind where it listens
 */
record Addresses(InetAddress bind, int apiPort, int runPort) {
    static final String RUN_DOMAIN = "run.localhost";
    static final String PANEL_HOST = "panel.localhost";
    static final String DOCS_HOST = "docs.localhost";

    /** Returns the API's address, without a trailing slash. */
    String api() {
        return "http://" + host() + ":" + apiPort;
    }

    /** Returns the panel's address as browsers see it, without a trailing slash. */
    URI panel() {
        return URI.create("http://" + PANEL_HOST + ":" + apiPort);
    }

    /** Returns the executor's address, without a trailing slash. */
    String run() {
        return "http://" + host() + ":" + runPort;
    }

    /** Returns the executor's address over TLS, without a trailing slash. */
    String runTls(int port) {
        return "https://" + host() + ":" + port;
    }

    /** Returns what functions answer below. */
    URI functions() {
        return URI.create("http://" + RUN_DOMAIN + ":" + runPort);
    }

    /** Returns the documentation's address, without a trailing slash. */
    URI docs() {
        return URI.create("http://" + DOCS_HOST + ":" + apiPort);
    }

    /** Returns what the address of the page about a kind of problem begins with. */
    String problemTypes() {
        return docs() + "/problems/";
    }

    /** Returns the host names that the API answers. */
    Set<String> apiHostNames() {
        var names = new HashSet<>(Set.of("api.localhost", "localhost", "127.0.0.1", "[::1]"));
        names.add(host());
        return names;
    }

    /** A server that listens everywhere is reached here through the loopback address. */
    private String host() {
        if (bind.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        return bind instanceof Inet6Address
                ? "[" + bind.getHostAddress() + "]"
                : bind.getHostAddress();
    }
}
