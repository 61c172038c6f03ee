/**
 * Certificates for the servers' TLS: PEM files that may change while the servers run, chosen by the
 * host name that a client asks for.
 */
@NullMarked
package run.wasmcloud.app.tls;

import org.jspecify.annotations.NullMarked;
