package run.wasmcloud.cgi;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Request headers as variables. RFC 3875 section 4.1.18. */
final class HeaderVariables {
    static final String CONTENT_TYPE = "CONTENT_TYPE";
    static final String HOST = "HOST";
    private static final String COOKIE = "COOKIE";

    /**
     * What has a variable of its own, what is between the client and the server only, and Proxy:
     * many HTTP clients take {@code HTTP_PROXY} for their configuration.
     */
    private static final Set<String> NOT_PASSED =
            Set.of(
                    CONTENT_TYPE,
                    "CONTENT_LENGTH",
                    "PROXY",
                    "CONNECTION",
                    "KEEP_ALIVE",
                    "PROXY_AUTHENTICATE",
                    "PROXY_AUTHORIZATION",
                    "PROXY_CONNECTION",
                    "TE",
                    "TRAILER",
                    "TRANSFER_ENCODING",
                    "UPGRADE",
                    "HTTP2_SETTINGS");

    private final Map<String, String> values;

    private HeaderVariables(Map<String, String> values) {
        this.values = values;
    }

    static HeaderVariables of(List<CgiHeader> headers) {
        var values = LinkedHashMap.<String, String>newLinkedHashMap(headers.size());
        for (var header : headers) {
            var name = variableName(header.name());
            if (name != null) {
                var earlier = values.putIfAbsent(name, header.value());
                if (earlier != null) {
                    values.put(name, joined(name, earlier, header.value()));
                }
            }
        }
        return new HeaderVariables(values);
    }

    /** A request has one content type: what a second header says is not believed. */
    private static String joined(String name, String earlier, String later) {
        if (name.equals(CONTENT_TYPE)) {
            return earlier;
        }
        return earlier + (name.equals(COOKIE) ? "; " : ", ") + later;
    }

    /**
     * Returns the name without its prefix; null for one that could not be told from another ({@code
     * a_b} from {@code a-b}), or that is no token.
     */
    private static @Nullable String variableName(String header) {
        var name = new char[header.length()];
        for (int i = 0; i < name.length; i++) {
            var c = header.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '=' || c == '_') {
                return null;
            }
            name[i] = c == '-' ? '_' : upper(c);
        }
        return new String(name);
    }

    private static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    }

    /** Returns a header's value, by its name as a variable without prefix. */
    @Nullable String value(String name) {
        return values.get(name);
    }

    void addTo(List<byte[]> entries) {
        values.forEach(
                (name, value) -> {
                    if (!NOT_PASSED.contains(name)) {
                        entries.add(CgiProgram.entry(MetaVariables.HEADER_PREFIX + name, value));
                    }
                });
    }
}
