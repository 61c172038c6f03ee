package run.wasmcloud.app;

import run.wasmcloud.app.tls.Certificates;
import run.wasmcloud.app.tls.SelfSigned;
import run.wasmcloud.app.tls.TlsSettings;
import run.wasmcloud.executor.edge.TlsEndpoint;

import java.io.IOException;
import java.util.List;

/**
 * Where functions are served over TLS.
 *
 * @param selfSigned whether a certificate of our own is made where there is none
 */
record TlsChoice(TlsSettings settings, int port, boolean selfSigned) {
    private static final List<String> NAMES =
            List.of(
                    "*." + Addresses.RUN_DOMAIN,
                    Addresses.RUN_DOMAIN,
                    "localhost",
                    "127.0.0.1",
                    "::1");

    /** Reads the certificates, and makes one before where that was chosen. */
    Certificates open() throws IOException {
        if (selfSigned) {
            SelfSigned.ensure(settings.folder(), NAMES);
        }
        return Certificates.open(settings);
    }

    TlsEndpoint endpoint(Certificates certificates) {
        return new TlsEndpoint(port, certificates.context());
    }
}
