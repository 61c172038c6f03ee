package run.wasmcloud.olin;

import run.wasmcloud.olin.outbound.Origin;
import run.wasmcloud.olin.outbound.RequestException;

import java.nio.charset.StandardCharsets;

/**
 * A URL in the one form that policies see, whatever its spelling.
 *
 * @param text for example {@code https://example.com/}
 */
public record PolicyUrl(String text) {
    /**
     * Brings a URL into that form.
     *
     * @throws IllegalArgumentException when it is none that a guest could open; the message says
     *     why
     */
    public static PolicyUrl of(String text) {
        var url =
                ResourceUrl.parse(text)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "this is no URL (expected: for example"
                                                        + " https://example.com/path)"));
        return switch (url.scheme()) {
            case "http", "https" -> ofExchange(url);
            default -> new PolicyUrl(url.text());
        };
    }

    private static PolicyUrl ofExchange(ResourceUrl url) {
        try {
            return new PolicyUrl(Origin.parse(url.scheme(), url.rest()).url(path(url.rest())));
        } catch (RequestException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The path with the query, as it would be written to a server: UTF-8, each char one byte. */
    private static String path(String rest) {
        var withoutFragment = rest.split("#", 2)[0];
        var start = indexOfPath(withoutFragment);
        var path = withoutFragment.substring(start);
        var bytes = (path.startsWith("/") ? path : "/" + path).getBytes(StandardCharsets.UTF_8);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static int indexOfPath(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if (rest.charAt(i) == '/' || rest.charAt(i) == '?') {
                return i;
            }
        }
        return rest.length();
    }
}
