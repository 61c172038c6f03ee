package run.wasmcloud.api;

import java.util.Base64;
import java.util.List;

/**
 * How the operator's billing shows that its events are its own.
 *
 * @param secrets what events may be signed with, each {@code whsec_} and Base64 of 24 to 64 bytes:
 *     two while one is replaced; none to take no events
 */
public record BillingSettings(List<String> secrets) {
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    /**
     * Checks the secrets.
     *
     * @throws IllegalArgumentException when one has not the form, without telling it
     */
    public BillingSettings {
        secrets = List.copyOf(secrets);
        secrets.forEach(BillingSettings::key);
    }

    /** Returns settings that take no events. */
    public static BillingSettings none() {
        return new BillingSettings(List.of());
    }

    List<byte[]> keys() {
        return secrets.stream().map(BillingSettings::key).toList();
    }

    private static byte[] key(String secret) {
        if (secret.startsWith(PREFIX)) {
            try {
                var key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
                if (key.length >= SHORTEST && key.length <= LONGEST) {
                    return key;
                }
            } catch (IllegalArgumentException _) {
                // Its message would tell a part of the secret.
            }
        }
        throw new IllegalArgumentException(
                "not a secret of webhooks (expected: whsec_ and the Base64 of 24 to 64 bytes)");
    }

    /** Does not tell the secrets. */
    @Override
    public String toString() {
        return secrets.size() + " secrets";
    }
}
