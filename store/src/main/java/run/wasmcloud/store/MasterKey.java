package run.wasmcloud.store;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key that secrets are sealed with. Immutable. */
public final class MasterKey {
    static final int BYTES = 32;
    private static final int LONGEST_ID = 64;

    private final String id;
    private final byte[] secret;

    /**
     * Makes a key.
     *
     * @param id 1 to 64 of a-z, A-Z, 0-9, {@code .}, {@code _} and {@code -}
     * @param secret 32 random bytes
     */
    public MasterKey(String id, byte[] secret) {
        if (id.length() > LONGEST_ID || !id.matches("[a-zA-Z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "a master key's id (expected: 1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-')");
        }
        if (secret.length != BYTES) {
            throw new IllegalArgumentException(
                    "master key %s has %d bytes (expected: %d)"
                            .formatted(id, secret.length, BYTES));
        }
        this.id = id;
        this.secret = secret.clone();
    }

    /** Returns what sealed values name the key by. */
    public String id() {
        return id;
    }

    SecretKey aesKey() {
        return new SecretKeySpec(secret, "AES");
    }

    byte[] secret() {
        return secret.clone();
    }

    /** Hides the secret: this text may reach a log. */
    @Override
    public String toString() {
        return "MasterKey[" + id + "]";
    }
}
