package run.wasmcloud.model;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a user gets mail: the plain form of RFC 5321 that is in use, of ASCII characters, without
 * quotes, comments or address literals. So it can neither end a header field nor name a second
 * recipient.
 *
 * @param value lower case, at most 254 characters
 */
public record EmailAddress(String value) {
    /** What a valid address looks like, for messages. */
    public static final String EXPECTED =
            "an address like ada@example.com, of ASCII characters, with at most 254 of them";

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final String ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern FORM =
            Pattern.compile(ATOM + "(\\." + ATOM + ")*@" + LABEL + "(\\." + LABEL + ")+");

    public EmailAddress {
        if (!hasForm(value)) {
            throw new IllegalArgumentException("an e-mail address (expected: " + EXPECTED + ")");
        }
    }

    /** Tells whether a text is an address, in any case and with space around it. */
    public static boolean isValid(String text) {
        return text.length() <= 2 * LONGEST && hasForm(canonical(text));
    }

    /**
     * Reads an address in any case, with space around it.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static EmailAddress parse(String text) {
        return new EmailAddress(canonical(text));
    }

    private static String canonical(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean hasForm(String text) {
        return text.length() <= LONGEST
                && text.indexOf('@') <= LONGEST_LOCAL_PART
                && FORM.matcher(text).matches();
    }

    /** Returns the part before the {@code @}. */
    public String localPart() {
        return value.substring(0, value.indexOf('@'));
    }

    @Override
    public String toString() {
        return value;
    }
}
