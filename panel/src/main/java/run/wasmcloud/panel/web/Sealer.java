package run.wasmcloud.panel.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts and authenticates what browsers keep for the panel (AES-256-GCM), each for one purpose:
 * what was sealed as one thing does not open as another. Thread-safe.
 */
final class Sealer {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LONGEST = 16 * 1024;

    private final SessionKeys keys;
    private final SecureRandom random = new SecureRandom();

    Sealer(SessionKeys keys) {
        this.keys = keys;
    }

    String seal(String purpose, byte[] content) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, keys.newest(), nonce, purpose);
            var sealed = cipher.doFinal(content);
            var whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** Returns what was sealed; empty when it is anything else. */
    Optional<byte[]> open(String purpose, String text) {
        return decoded(text)
                .flatMap(
                        whole ->
                                keys.all().stream()
                                        .map(key -> opened(key, purpose, whole))
                                        .flatMap(Optional::stream)
                                        .findFirst());
    }

    private static Optional<byte[]> decoded(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var whole = Base64.getUrlDecoder().decode(text);
            return Optional.of(whole).filter(bytes -> bytes.length > NONCE_BYTES);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> opened(SessionKeys.Key key, String purpose, byte[] whole) {
        try {
            var nonce = Arrays.copyOf(whole, NONCE_BYTES);
            var cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, purpose);
            return Optional.of(cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, SessionKeys.Key key, byte[] nonce, String purpose)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.sealing(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(US_ASCII));
        return cipher;
    }
}
