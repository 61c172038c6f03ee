package run.wasmcloud.executor.edge;

import javax.net.ssl.SSLContext;

/**
 * Where functions are served over TLS, beside the plain port.
 *
 * @param port 0 for any free one
 * @param context has the certificates; it may take up others while it is in use
 */
public record TlsEndpoint(int port, SSLContext context) {}
