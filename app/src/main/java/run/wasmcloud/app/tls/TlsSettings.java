package run.wasmcloud.app.tls;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a server's certificates are kept.
 *
 * @param folder has {@code NAME.crt} (the chain) beside {@code NAME.key} for each, or a folder of
 *     {@code fullchain.pem} and {@code privkey.pem} as ACME clients keep them; clients that name no
 *     host, or an unknown one, get the first by file name
 * @param interval how often it is looked at for changes
 */
public record TlsSettings(Path folder, Duration interval) {
    public TlsSettings {
        folder = folder.toAbsolutePath().normalize();
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("interval " + interval + " (expected: more than 0)");
        }
    }

    /** Returns the settings for a folder, looked at every ten seconds. */
    public static TlsSettings of(Path folder) {
        return new TlsSettings(folder, Duration.ofSeconds(10));
    }
}
