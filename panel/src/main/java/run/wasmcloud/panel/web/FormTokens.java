package run.wasmcloud.panel.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Mac;

/**
 * Tokens that show that a form came from the panel: the HMAC of the session's id. Each is masked
 * anew, so that a compressed page does not tell it byte by byte (BREACH). Thread-safe.
 */
final class FormTokens {
    static final String FIELD = "csrf";
    private static final int BYTES = 32;

    private final SessionKeys keys;
    private final SecureRandom random = new SecureRandom();

    FormTokens(SessionKeys keys) {
        this.keys = keys;
    }

    String token(Session session) {
        var mask = new byte[BYTES];
        random.nextBytes(mask);
        var token = Arrays.copyOf(mask, 2 * BYTES);
        System.arraycopy(xor(mac(keys.newest(), session), mask), 0, token, BYTES, BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    boolean isGood(Session session, String text) {
        try {
            var token = Base64.getUrlDecoder().decode(text);
            return token.length == 2 * BYTES && isGood(session, token);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isGood(Session session, byte[] token) {
        var mask = Arrays.copyOf(token, BYTES);
        var mac = xor(Arrays.copyOfRange(token, BYTES, 2 * BYTES), mask);
        return keys.all().stream().anyMatch(key -> MessageDigest.isEqual(mac, mac(key, session)));
    }

    private static byte[] mac(SessionKeys.Key key, Session session) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key.forms());
            return mac.doFinal(session.id().getBytes(US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC", e);
        }
    }

    private static byte[] xor(byte[] one, byte[] other) {
        var result = new byte[BYTES];
        for (var i = 0; i < BYTES; i++) {
            result[i] = (byte) (one[i] ^ other[i]);
        }
        return result;
    }
}
