package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** The JDK's HTTP clients, each made when it is first needed. Thread-safe. */
final class HttpConnections implements AutoCloseable {
    private final Duration connectTimeout;
    private @Nullable HttpClient plain;
    private @Nullable HttpClient secure;

    HttpConnections(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /** Returns the client for an address's scheme. */
    synchronized HttpClient to(URI address) {
        return "https".equals(address.getScheme()) ? secure() : plain();
    }

    private HttpClient secure() {
        if (secure == null) {
            secure = builder().build();
        }
        return secure;
    }

    private HttpClient plain() {
        if (plain == null) {
            plain = builder().sslContext(withoutTrust()).build();
        }
        return plain;
    }

    private HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout);
    }

    /**
     * Returns a context that trusts nobody. The default one reads all certificate authorities,
     * which takes longer than a whole request on loopback; without TLS they are not needed.
     */
    private static SSLContext withoutTrust() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    @Override
    public synchronized void close() {
        if (plain != null) {
            plain.shutdownNow();
        }
        if (secure != null) {
            secure.shutdownNow();
        }
    }
}
