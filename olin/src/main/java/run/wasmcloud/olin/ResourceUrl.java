package run.wasmcloud.olin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL that a guest opens: a scheme, {@code ://} and what follows. RFC 3986, section 3.
 *
 * @param scheme in lower case
 * @param hierarchical whether {@code //} follows the scheme
 * @param rest visible ASCII, or other characters beyond ASCII
 */
record ResourceUrl(String scheme, boolean hierarchical, String rest) {
    private static final int LONGEST = 8 * 1024;
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(//)?([^\\x00-\\x20\\x7f]*)");

    /** Returns the URL; empty when the text is none. */
    static Optional<ResourceUrl> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        var parts = FORM.matcher(text);
        return parts.matches() && isComplete(parts)
                ? Optional.of(
                        new ResourceUrl(
                                parts.group(1).toLowerCase(Locale.ROOT),
                                parts.group(2) != null,
                                parts.group(3)))
                : Optional.empty();
    }

    /** A URL of a scheme that is not served may have another form, such as {@code mailto:}. */
    private static boolean isComplete(Matcher parts) {
        return parts.group(2) != null || !parts.group(3).isEmpty();
    }

    /** Returns the URL as the policy sees it. */
    String text() {
        return scheme + "://" + rest;
    }

    /**
     * Returns a parameter of the query, decoded, and an empty text where there is none; empty when
     * it cannot be decoded.
     */
    Optional<String> parameter(String name) {
        for (var part : query().split("&", -1)) {
            if (part.startsWith(name + "=")) {
                return decoded(part.substring(name.length() + 1));
            }
        }
        return Optional.of("");
    }

    private String query() {
        var withoutFragment = rest.split("#", 2)[0];
        var question = withoutFragment.indexOf('?');
        return question < 0 ? "" : withoutFragment.substring(question + 1);
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
