package run.wasmcloud.panel.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * A sign-in through a provider that is under way: only the browser that began it can end it, since
 * it keeps the verifier. After RFC 7636.
 *
 * @param next where it leads in the end
 */
record ProviderSignIn(String verifier, String next) {
    private static final int VERIFIER_BYTES = 32;

    static ProviderSignIn begin(String next) {
        var bytes = new byte[VERIFIER_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new ProviderSignIn(encoded(bytes), next);
    }

    String challenge() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return encoded(digest.digest(verifier.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    String text() {
        return verifier + "\n" + next;
    }

    static Optional<ProviderSignIn> parse(String text) {
        var end = text.indexOf('\n');
        return end < 0
                ? Optional.empty()
                : Optional.of(new ProviderSignIn(text.substring(0, end), text.substring(end + 1)));
    }

    @Override
    public String toString() {
        return "ProviderSignIn[next=" + next + "]";
    }
}
