package run.wasmcloud.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names a module by the SHA-256 of its bytes.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ModuleHash(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public ModuleHash {
        if (!isValid(hex)) {
            throw new IllegalArgumentException(
                    hex + " (expected: SHA-256 as 64 lower-case hexadecimal digits)");
        }
    }

    /** Tells whether a text is a hash. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /** Returns the hash of a module's bytes. */
    public static ModuleHash of(byte[] module) {
        try {
            return new ModuleHash(
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(module)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
