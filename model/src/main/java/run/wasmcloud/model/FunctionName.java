package run.wasmcloud.model;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a user calls a function: one DNS label, unique on the installation.
 *
 * @param value 2–50 characters of a–z, 0–9 and single hyphens that neither begin nor end it, and
 *     not a reserved word
 */
public record FunctionName(String value) implements Comparable<FunctionName> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Set<String> RESERVED =
            Set.of("api", "panel", "docs", "www", "admin", "mail");
    private static final int SHORTEST = 2;
    private static final int LONGEST = 50;

    public FunctionName {
        if (!hasForm(value)) {
            throw new IllegalArgumentException(
                    "'%s' (expected: 2 to 50 of a-z, 0-9 and -, no --, not beginning or ending with -)"
                            .formatted(abbreviated(value)));
        }
        if (RESERVED.contains(value)) {
            throw new IllegalArgumentException(
                    "'%s' (expected: a name that is not reserved)".formatted(value));
        }
    }

    /** Tells whether a text could be a function's name. */
    public static boolean isValid(String text) {
        return hasForm(text) && !RESERVED.contains(text);
    }

    private static boolean hasForm(String text) {
        return text.length() >= SHORTEST
                && text.length() <= LONGEST
                && FORM.matcher(text).matches();
    }

    private static String abbreviated(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    @Override
    public int compareTo(FunctionName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
