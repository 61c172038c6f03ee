package run.wasmcloud.cgi;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.InvocationId;

import java.util.List;

/**
 * What an edge knows of an HTTP request before its body is read. Text goes to the guest as UTF-8.
 *
 * @param invocation the run that serves the request
 * @param method for example {@code GET}
 * @param scheme {@code http} or {@code https}
 * @param protocol for example {@code HTTP/1.1}
 * @param scriptName the beginning of the path that leads to the function, as it was sent; empty
 *     where the host name alone does
 * @param rawPath the whole path as it was sent, beginning with the script name
 * @param rawQuery what follows the {@code ?} as it was sent; null when there is no {@code ?}
 * @param server where the request was addressed to
 * @param client where the request came from
 * @param contentLength the body's length in bytes; negative when there is no body, or one of
 *     unknown length
 * @param headers in the order in which they came; several may have one name
 */
public record CgiRequest(
        InvocationId invocation,
        String method,
        String scheme,
        String protocol,
        String scriptName,
        String rawPath,
        @Nullable String rawQuery,
        Server server,
        Client client,
        long contentLength,
        List<CgiHeader> headers) {
    public CgiRequest {
        if (!rawPath.startsWith(scriptName)) {
            throw new IllegalArgumentException(
                    "path '%s' (expected: to begin with '%s')".formatted(rawPath, scriptName));
        }
        headers = List.copyOf(headers);
    }

    /** Returns this request with the length of its body, in bytes, which has come in full. */
    public CgiRequest withContentLength(long bytes) {
        return new CgiRequest(
                invocation,
                method,
                scheme,
                protocol,
                scriptName,
                rawPath,
                rawQuery,
                server,
                client,
                bytes,
                headers);
    }

    /** Returns the path and query as they were sent. */
    String target() {
        return rawQuery == null ? rawPath : rawPath + "?" + rawQuery;
    }

    /** Returns the query as it was sent, empty when there is none. */
    String query() {
        return rawQuery == null ? "" : rawQuery;
    }

    /**
     * The host name and port that a request was addressed to.
     *
     * @param name without port; an IPv6 address in brackets
     */
    public record Server(String name, int port) {}

    /**
     * The far end of a request's connection.
     *
     * @param address an IP address, without brackets
     * @param host its name, or the address again
     */
    public record Client(String address, String host, int port) {}
}
