package run.wasmcloud.runtime.compiled;

import javax.crypto.SecretKey;

/**
 * A secret that compiled forms are sealed with, shared by all executors of an installation.
 *
 * @param id tells it from others; no secret
 */
public record SealKey(String id, SecretKey secret) {
    /** Hides the secret: this text may reach a log. */
    @Override
    public String toString() {
        return "SealKey[" + id + "]";
    }
}
