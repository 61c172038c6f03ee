package run.wasmcloud.model;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How many variables a function may have, and how large: the same for every plan. */
public final class VariableBounds {
    /** The most configuration variables of a version, and the most secrets of a function. */
    public static final int MOST = 100;

    /** The longest value, in bytes of UTF-8. */
    public static final int VALUE_BYTES = 32 * 1024;

    /** The most that names and values take together, in bytes of UTF-8. */
    public static final int TOTAL_BYTES = 64 * 1024;

    private VariableBounds() {}

    /** Returns what is wrong with a value; empty when nothing is. Never repeats the value. */
    public static Optional<String> complaint(String value) {
        if (value.indexOf('\0') >= 0) {
            return Optional.of("a value with the character 0 (expected: text without it)");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            return Optional.of("half a character (expected: Unicode text)");
        }
        var bytes = bytes(value);
        return bytes > VALUE_BYTES
                ? Optional.of("%d bytes (expected: at most %d)".formatted(bytes, VALUE_BYTES))
                : Optional.empty();
    }

    /** Returns how long a text is in the guest's environment. */
    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
