package run.wasmcloud.app.traces;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where spans are sent.
 *
 * @param endpoint takes OTLP over HTTP
 * @param ratio the part of requests, from 0 to 1, that is told of when no client has decided
 * @param headers what is sent along, by name
 */
public record TraceSettings(URI endpoint, double ratio, Map<String, String> headers) {
    private static final Pattern HEADER =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]{1,256})=([ -~]{0,8192})");

    public TraceSettings {
        headers = Map.copyOf(headers);
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("ratio " + ratio + " (expected: 0 to 1)");
        }
    }

    /** Tells whether a text names a header and its value. */
    public static boolean isHeader(String text) {
        return HEADER.matcher(text).matches();
    }

    /**
     * Reads headers, each as {@code NAME=VALUE}.
     *
     * @throws IllegalArgumentException when one is none
     */
    public static Map<String, String> headers(Collection<String> texts) {
        var headers = new LinkedHashMap<String, String>();
        for (var text : texts) {
            var matcher = HEADER.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("a header that is none (expected: NAME=VALUE)");
            }
            headers.put(matcher.group(1), matcher.group(2));
        }
        return headers;
    }
}
