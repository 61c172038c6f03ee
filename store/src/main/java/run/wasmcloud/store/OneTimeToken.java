package run.wasmcloud.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A random text that lets its bearer do one thing once: 256 bits, so it cannot be guessed. Only its
 * SHA-256 is stored, and rows are found by that: how long a search takes tells of the hash, which
 * leads to no token.
 *
 * @param text 43 characters of Base64 for addresses (RFC 4648 section 5)
 */
public record OneTimeToken(String text) {
    private static final int BYTES = 32;

    static OneTimeToken create() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new OneTimeToken(base64(bytes));
    }

    /** Returns what is stored of this token. */
    byte[] hash() {
        return sha256(text.getBytes(UTF_8));
    }

    /** Returns the challenge that this text is the verifier of: RFC 7636, method S256. */
    byte[] challenge() {
        return base64(sha256(text.getBytes(US_ASCII))).getBytes(US_ASCII);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hides the token: this text may reach a log. */
    @Override
    public String toString() {
        return "OneTimeToken";
    }
}
