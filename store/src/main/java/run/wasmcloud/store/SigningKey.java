package run.wasmcloud.store;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A secret that tokens, or compiled modules, are signed with. Immutable. */
public final class SigningKey {
    private static final int LEAST_BYTES = 32;

    private final String id;
    private final byte[] secret;

    /**
     * Makes a key.
     *
     * @param id the {@code kid} header of the tokens
     * @param secret at least 32 bytes (RFC 7518 section 3.2)
     */
    public SigningKey(String id, byte[] secret) {
        if (secret.length < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "key %s has %d bytes (expected: at least %d)"
                            .formatted(id, secret.length, LEAST_BYTES));
        }
        this.id = id;
        this.secret = secret.clone();
    }

    /** Returns the {@code kid} header of the tokens. */
    public String id() {
        return id;
    }

    /** Returns the secret as a key for HMAC-SHA-256. */
    public SecretKey hmacKey() {
        return new SecretKeySpec(secret, "HmacSHA256");
    }

    byte[] secret() {
        return secret.clone();
    }

    /** Hides the secret: this text may reach a log. */
    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
