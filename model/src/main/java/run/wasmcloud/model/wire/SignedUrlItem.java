package run.wasmcloud.model.wire;

import java.time.Instant;

/**
 * An address of a private function that is valid for whoever has it.
 *
 * @param url the address with its signature
 * @param prefix whether paths that begin with this one are meant too
 */
public record SignedUrlItem(
        @ShownOnce String url, String path, boolean prefix, String method, Instant expiresAt) {
    /** Hides the signature: this text may reach a log. */
    @Override
    public String toString() {
        return "SignedUrlItem[" + method + " " + path + ", " + expiresAt + "]";
    }
}
