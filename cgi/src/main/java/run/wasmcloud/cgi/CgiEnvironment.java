package run.wasmcloud.cgi;

import static java.nio.charset.StandardCharsets.UTF_8;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.util.ArrayList;
import java.util.List;

/**
 * What a CGI program gets with a request besides the body, in bytes as the guest sees them.
 * Immutable and thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3875#section-4">RFC 3875 section 4</a>
 */
public final class CgiEnvironment {
    private static final int ROOM = 40;
    private static final int LONGEST_QUOTE = 60;

    private final CgiProgram program;
    private final CgiRequest request;
    private final byte[] path;

    private CgiEnvironment(CgiProgram program, CgiRequest request, byte[] path) {
        this.program = program;
        this.request = request;
        this.path = path;
    }

    /**
     * Returns what a program gets with a request.
     *
     * @throws WasmcloudException as {@link ErrorCode#MALFORMED_REQUEST} when the path does not
     *     begin with {@code /}, or has an escape that is none or stands for NUL
     */
    public static CgiEnvironment of(CgiProgram program, CgiRequest request) {
        var path = decodedPath(request.rawPath().substring(request.scriptName().length()));
        return new CgiEnvironment(program, request, path);
    }

    /** Makes the variables: {@code NAME=value} each, no name twice. */
    public List<byte[]> variables() {
        var headers = HeaderVariables.of(request.headers());
        var entries = new ArrayList<byte[]>(ROOM + request.headers().size());
        entries.addAll(program.constants());
        addRequest(entries, request);
        entries.add(joined(MetaVariables.PATH_INFO, path));
        entries.add(joined(MetaVariables.PATH_TRANSLATED, path));
        addBody(entries, request, headers);
        add(entries, MetaVariables.X_FULL_URL, fullUrl(request, headers));
        headers.addTo(entries);
        return entries;
    }

    /**
     * Makes the arguments: the function's name, then each {@code &}-separated part of the query,
     * decoded.
     */
    public List<byte[]> arguments() {
        return arguments(program.name(), request.query());
    }

    private static void addRequest(List<byte[]> entries, CgiRequest request) {
        add(entries, MetaVariables.RUN_ID, request.invocation().toString());
        add(entries, MetaVariables.REQUEST_METHOD, request.method());
        add(entries, MetaVariables.REQUEST_URI, request.target());
        add(entries, MetaVariables.QUERY_STRING, request.query());
        add(entries, MetaVariables.SCRIPT_NAME, request.scriptName());
        add(entries, MetaVariables.SERVER_NAME, request.server().name());
        add(entries, MetaVariables.SERVER_PORT, Integer.toString(request.server().port()));
        add(entries, MetaVariables.SERVER_PROTOCOL, protocol(request.protocol()));
        add(entries, MetaVariables.REMOTE_ADDR, request.client().address());
        add(entries, MetaVariables.REMOTE_HOST, request.client().host());
        add(entries, MetaVariables.REMOTE_PORT, Integer.toString(request.client().port()));
        if (request.scheme().equals("https")) {
            add(entries, MetaVariables.HTTPS, "on");
        }
    }

    /** Go's {@code net/http/cgi} reads only a version of two numbers. */
    private static String protocol(String protocol) {
        return protocol.equals("HTTP/2") ? "HTTP/2.0" : protocol;
    }

    private static byte[] decodedPath(String raw) {
        if (!raw.isEmpty() && raw.charAt(0) != '/') {
            throw malformed("path '%s' (expected: to begin with /)".formatted(quoted(raw, 0)));
        }
        var bad = PercentDecoder.firstBadEscape(raw);
        if (bad >= 0) {
            throw malformed(
                    "path has '%s' (expected: %% and two hexadecimal digits, not 00)"
                            .formatted(
                                    quoted(
                                            raw.substring(0, Math.min(raw.length(), bad + 3)),
                                            bad)));
        }
        return PercentDecoder.decode(raw);
    }

    private static String quoted(String text, int from) {
        return text.substring(from, Math.min(text.length(), from + LONGEST_QUOTE));
    }

    private static WasmcloudException malformed(String detail) {
        return new WasmcloudException(ErrorCode.MALFORMED_REQUEST, detail);
    }

    private static void addBody(List<byte[]> entries, CgiRequest request, HeaderVariables headers) {
        if (request.contentLength() >= 0) {
            add(entries, MetaVariables.CONTENT_LENGTH, Long.toString(request.contentLength()));
        }
        var type = headers.value(HeaderVariables.CONTENT_TYPE);
        if (type != null) {
            add(entries, MetaVariables.CONTENT_TYPE, type);
        }
    }

    private static String fullUrl(CgiRequest request, HeaderVariables headers) {
        var host = headers.value(HeaderVariables.HOST);
        var authority =
                host == null ? request.server().name() + ":" + request.server().port() : host;
        return request.scheme() + "://" + authority + request.target();
    }

    private static List<byte[]> arguments(byte[] name, String query) {
        if (query.isEmpty()) {
            return List.of(name);
        }
        var arguments = new ArrayList<byte[]>();
        arguments.add(name);
        for (int from = 0; from <= query.length(); ) {
            var to = query.indexOf('&', from);
            var end = to < 0 ? query.length() : to;
            arguments.add(argument(query.substring(from, end)));
            from = end + 1;
        }
        return arguments;
    }

    /** A query need not be percent-encoded text: what is none is passed as it is. */
    private static byte[] argument(String part) {
        return PercentDecoder.firstBadEscape(part) < 0
                ? PercentDecoder.decode(part)
                : part.getBytes(UTF_8);
    }

    private static void add(List<byte[]> entries, String name, String value) {
        entries.add(CgiProgram.entry(name, value));
    }

    private static byte[] joined(String name, byte[] value) {
        var entry = new byte[name.length() + 1 + value.length];
        for (int i = 0; i < name.length(); i++) {
            entry[i] = (byte) name.charAt(i);
        }
        entry[name.length()] = '=';
        System.arraycopy(value, 0, entry, name.length() + 1, value.length);
        return entry;
    }
}
