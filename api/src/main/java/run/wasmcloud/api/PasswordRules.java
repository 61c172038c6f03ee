package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FieldError;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a new password must be like: long, and not among the first that anybody would try. No kinds
 * of characters are asked for, as NIST SP 800-63B advises.
 */
public final class PasswordRules {
    static final int SHORTEST = 10;
    static final int LONGEST = 256;

    private static final int FEWEST_DIFFERENT = 5;
    private static final int SHORTEST_NAME = 4;

    /** Words that long passwords of little worth are made of; see {@link #isOfCommonWords}. */
    private static final Set<String> COMMON =
            Set.of(
                    "password",
                    "passwort",
                    "passw0rd",
                    "qwertyuiop",
                    "qwerty",
                    "asdfghjkl",
                    "zxcvbnm",
                    "letmein",
                    "welcome",
                    "iloveyou",
                    "administrator",
                    "admin",
                    "changeme",
                    "secret",
                    "superman",
                    "football",
                    "baseball",
                    "princess",
                    "sunshine",
                    "wasmcloud");

    private static final String ROWS = "01234567890 09876543210 abcdefghijklmnopqrstuvwxyz";

    private PasswordRules() {}

    /**
     * Returns what is wrong with a new password.
     *
     * @param email whose it would be; null when that is not known
     */
    public static Optional<FieldError> error(
            String pointer, @Nullable String password, @Nullable String email) {
        if (password == null
                || password.codePointCount(0, password.length()) < SHORTEST
                || password.length() > LONGEST) {
            return FieldErrors.error(
                    pointer, "must have %d to %d characters".formatted(SHORTEST, LONGEST));
        }
        if (hasHalfCharacters(password)) {
            return FieldErrors.error(pointer, "has half a character (expected: whole Unicode)");
        }
        var lower = password.toLowerCase(Locale.ROOT);
        if (lower.codePoints().distinct().count() < FEWEST_DIFFERENT) {
            return FieldErrors.error(
                    pointer,
                    "must have at least %d different characters".formatted(FEWEST_DIFFERENT));
        }
        if (isOfCommonWords(lower)) {
            return FieldErrors.error(
                    pointer, "is among the first that anybody would try: take another one");
        }
        return email != null && holdsName(lower, email)
                ? FieldErrors.error(pointer, "must not hold the name in the e-mail address")
                : Optional.empty();
    }

    /** Half a character becomes a question mark when it is hashed, so others would match too. */
    private static boolean hasHalfCharacters(String password) {
        return password.codePoints()
                .anyMatch(each -> Character.getType(each) == Character.SURROGATE);
    }

    /** Tells whether nothing but digits, rows of keys or one common word over and over is left. */
    private static boolean isOfCommonWords(String lower) {
        var letters = lower.replaceAll("[^\\p{L}0@$]", "");
        return ROWS.contains(lower)
                || lower.chars().allMatch(Character::isDigit)
                || COMMON.stream()
                        .anyMatch(
                                word -> !letters.isEmpty() && letters.replace(word, "").isEmpty());
    }

    private static boolean holdsName(String lower, String email) {
        var address = email.strip().toLowerCase(Locale.ROOT);
        var name = address.split("@", 2)[0];
        return name.length() >= SHORTEST_NAME && lower.contains(name);
    }
}
