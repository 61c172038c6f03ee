package run.wasmcloud.model;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a variable in a function's environment that its owner chooses: configuration or a
 * secret.
 *
 * @param value 1–128 of A–Z, a–z, 0–9 and _, not beginning with a digit, and not a name that CGI or
 *     the platform gives a meaning to
 */
public record VariableName(String value) implements Comparable<VariableName> {
    /** What is expected of a name, for the messages about one that is none. */
    public static final String FORM =
            "1 to 128 of A-Z, a-z, 0-9 and _, not beginning with a digit, not HTTP_… or WASMCLOUD_…"
                    + " or a name that CGI gives a meaning to";

    private static final int LONGEST = 128;
    private static final Pattern PATTERN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** RFC 3875 section 4.1, and what WAGI and this platform add to it. */
    private static final Set<String> META_VARIABLES =
            Set.of(
                    "AUTH_TYPE",
                    "CONTENT_LENGTH",
                    "CONTENT_TYPE",
                    "GATEWAY_INTERFACE",
                    "HTTPS",
                    "PATH_INFO",
                    "PATH_TRANSLATED",
                    "QUERY_STRING",
                    "REMOTE_ADDR",
                    "REMOTE_HOST",
                    "REMOTE_IDENT",
                    "REMOTE_PORT",
                    "REMOTE_USER",
                    "REQUEST_METHOD",
                    "REQUEST_URI",
                    "RUN_ID",
                    "SCRIPT_NAME",
                    "SERVER_NAME",
                    "SERVER_PORT",
                    "SERVER_PROTOCOL",
                    "SERVER_SOFTWARE",
                    "WORKER_ID",
                    "X_FULL_URL");

    public VariableName {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "'%s' (expected: %s)".formatted(abbreviated(value), FORM));
        }
    }

    /** Tells whether a text could be a variable's name. */
    public static boolean isValid(String text) {
        return text.length() <= LONGEST
                && PATTERN.matcher(text).matches()
                && !META_VARIABLES.contains(text)
                && !text.startsWith("HTTP_")
                && !text.startsWith("WASMCLOUD_");
    }

    private static String abbreviated(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    @Override
    public int compareTo(VariableName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
