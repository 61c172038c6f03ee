package run.wasmcloud.executor;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The host names that this executor answers, and where they lead. Immutable. */
final class HostNames {
    private static final String PATH_FORM = "/_fn/";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_HOST = 253;

    private final String suffix;
    private final boolean pathForm;

    HostNames(String runDomain, boolean pathForm) {
        this.suffix = "." + runDomain;
        this.pathForm = pathForm;
    }

    /**
     * What a request is addressed to.
     *
     * @param label names the function, or one of its deployments; or a whole host name, which has a
     *     dot
     * @param scriptName the part of the path that named it; empty when the host name did
     */
    record Place(String label, String scriptName) {}

    /**
     * Returns where a request leads.
     *
     * @param authority the host name, with or without port
     * @param rawPath the path as it was sent
     * @throws WasmcloudException {@code NOT_FOUND} when the host name is not one of this executor's
     */
    Place find(String authority, String rawPath) {
        var host = hostOf(authority).toLowerCase(Locale.ROOT);
        if (host.endsWith(suffix)) {
            return new Place(label(host.substring(0, host.length() - suffix.length())), "");
        }
        if (pathForm && LOOPBACK.contains(host)) {
            return inPath(rawPath);
        }
        return new Place(ownHost(host), "");
    }

    /** A host name of a function's own: whether there is one, the store knows. */
    private static String ownHost(String host) {
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (name.length() > LONGEST_HOST || !isHost(name) || !isOnTheInternet(name)) {
            throw notFound("This server does not answer for this host name");
        }
        return name;
    }

    /** The last label of a name has a letter, that of an address has none. */
    private static boolean isOnTheInternet(String name) {
        var last = name.substring(name.lastIndexOf('.') + 1);
        return last.length() < name.length()
                && !last.equals("localhost")
                && last.chars().anyMatch(c -> c >= 'a');
    }

    private static boolean isHost(String text) {
        return Stream.of(text.split("\\.", -1)).allMatch(part -> !part.isEmpty() && isLabel(part));
    }

    /** Returns an authority's host name, IPv6 addresses in their brackets. */
    static String hostOf(String authority) {
        var colon = authority.lastIndexOf(':');
        return colon < 0 || authority.indexOf(']', colon) >= 0
                ? authority
                : authority.substring(0, colon);
    }

    private static Place inPath(String rawPath) {
        if (!rawPath.startsWith(PATH_FORM)) {
            throw notFound("There is nothing here (expected: a path that begins with /_fn/NAME/)");
        }
        var slash = rawPath.indexOf('/', PATH_FORM.length());
        var end = slash < 0 ? rawPath.length() : slash;
        return new Place(
                label(rawPath.substring(PATH_FORM.length(), end)), rawPath.substring(0, end));
    }

    private static String label(String text) {
        if (text.isEmpty() || text.length() > LONGEST_LABEL || !isLabel(text)) {
            throw notFound("There is no such function");
        }
        return text;
    }

    private static boolean isLabel(String text) {
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static WasmcloudException notFound(String detail) {
        return new WasmcloudException(ErrorCode.NOT_FOUND, detail);
    }
}
