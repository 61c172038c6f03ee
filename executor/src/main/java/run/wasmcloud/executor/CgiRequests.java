package run.wasmcloud.executor;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.cgi.CgiHeader;
import run.wasmcloud.cgi.CgiRequest;
import run.wasmcloud.executor.trace.RunSpan;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.HeaderLimits;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.WasmcloudException;

import java.util.ArrayList;
import java.util.List;

/** Reads from the HTTP server's request what a function is told. */
final class CgiRequests {
    private CgiRequests() {}

    static boolean isHttp1(ServerRequest request) {
        return request.prologue().protocolVersion().startsWith("1");
    }

    /**
     * Returns the host name that a request is addressed to, perhaps with a port.
     *
     * @throws WasmcloudException {@code MALFORMED_REQUEST} unless there is exactly one
     */
    static String authority(ServerRequest request) {
        var hosts = request.headers().all(HeaderNames.HOST, List::of);
        if (hosts.size() != 1) {
            throw new WasmcloudException(
                    ErrorCode.MALFORMED_REQUEST,
                    hosts.size() + " Host headers (expected: exactly one)");
        }
        return hosts.getFirst();
    }

    static String rawPath(ServerRequest request) {
        return request.prologue().uriPath().rawPath();
    }

    /**
     * Returns what a function is told of its request.
     *
     * @throws WasmcloudException {@code HEADERS_TOO_LARGE} when there are too many
     */
    static CgiRequest of(
            ServerRequest request,
            Origin origin,
            InvocationId id,
            String scriptName,
            HeaderLimits limits,
            RunSpan span) {
        return new CgiRequest(
                id,
                method(request),
                origin.scheme(),
                isHttp1(request) ? "HTTP/1.1" : "HTTP/2.0",
                scriptName,
                rawPath(request),
                SignatureParameter.removed(rawQuery(request)),
                origin.server(),
                origin.client(),
                request.headers().contentLength().orElse(-1),
                headers(request, origin, limits, span));
    }

    private static String method(ServerRequest request) {
        var method = request.prologue().method().text();
        if (method.isEmpty()) {
            throw new WasmcloudException(
                    ErrorCode.MALFORMED_REQUEST, "No method (expected: one such as GET)");
        }
        return method;
    }

    static @Nullable String rawQuery(ServerRequest request) {
        var query = request.prologue().query().rawValue();
        return query.isEmpty() ? null : query;
    }

    /** A header that comes several times counts each time; those for the platform do not. */
    private static List<CgiHeader> headers(
            ServerRequest request, Origin origin, HeaderLimits limits, RunSpan span) {
        var headers = new ArrayList<CgiHeader>(request.headers().size());
        for (var header : request.headers()) {
            var name = header.headerName();
            if (header.name().isEmpty()) {
                throw new WasmcloudException(
                        ErrorCode.MALFORMED_REQUEST, "A header without a name");
            }
            if (PlatformHeaders.contains(name)
                    || Origin.isKept(name.lowerCase())
                    || span.replaces(name.lowerCase())) {
                continue;
            }
            if (name.equals(HeaderNames.HOST)) {
                headers.add(new CgiHeader(header.name(), origin.authority()));
                continue;
            }
            for (var value : header.allValues()) {
                headers.add(new CgiHeader(header.name(), value));
            }
        }
        requireWithin(limits, headers);
        headers.addAll(span.fields());
        return headers;
    }

    private static void requireWithin(HeaderLimits limits, List<CgiHeader> headers) {
        if (headers.size() > limits.requestFields()) {
            throw tooLarge("%d request headers", headers.size(), limits.requestFields());
        }
        var bytes = 0;
        for (var header : headers) {
            bytes += header.name().length() + header.value().length();
        }
        if (bytes > limits.requestBytes()) {
            throw tooLarge("%d bytes of request headers", bytes, limits.requestBytes());
        }
    }

    private static WasmcloudException tooLarge(String what, int found, int most) {
        return new WasmcloudException(
                ErrorCode.HEADERS_TOO_LARGE,
                (what + " (expected: at most %d)").formatted(found, most));
    }
}
