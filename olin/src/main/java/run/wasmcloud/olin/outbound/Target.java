package run.wasmcloud.olin.outbound;

/**
 * Where a request goes, in the one form that the policy sees and that is sent.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name in lower-case ASCII, or an address without brackets
 * @param path from the first slash on, with the query
 */
record Target(String scheme, String host, int port, String path) {
    /** Returns the URL: the default port is left out. */
    String url() {
        return origin() + path;
    }

    /** Returns scheme, host and a port that is not the default one. */
    String origin() {
        return name() + (port == Origin.defaultPort(scheme) ? "" : ":" + port);
    }

    /** Returns scheme and host. */
    String name() {
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host);
    }
}
