package run.wasmcloud.olin.outbound;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.util.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.Semaphore;

/**
 * Sends guests' requests: straight to addresses that were checked, over connections that no other
 * request uses, with TLS verified. Thread-safe.
 */
public final class Outbound implements AutoCloseable {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_FIELDS = 100;

    private final OutboundSettings settings;
    private final GuardedResolver resolver;
    private final CloseableHttpClient client;
    private final Semaphore exchanges;

    /** Opens the way out. */
    public Outbound(OutboundSettings settings) {
        this.settings = settings;
        this.resolver =
                new GuardedResolver(
                        settings.names(),
                        new AddressGuard(settings.allowedNetworks()),
                        settings.connectTimeout());
        this.client = client(connections(settings, resolver));
        this.exchanges = new Semaphore(settings.exchanges());
    }

    private static PoolingHttpClientConnectionManager connections(
            OutboundSettings settings, GuardedResolver resolver) {
        var timeout = Timeout.of(settings.connectTimeout());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(settings.tls()))
                .setDefaultTlsConfig(
                        TlsConfig.custom()
                                .setHandshakeTimeout(timeout)
                                .setSupportedProtocols(TLS.V_1_3, TLS.V_1_2)
                                .build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom().setConnectTimeout(timeout).build())
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                                .http1Config(
                                        Http1Config.custom()
                                                .setMaxLineLength(LONGEST_LINE)
                                                .setMaxHeaderCount(MOST_FIELDS)
                                                .build())
                                .build())
                .setMaxConnTotal(settings.exchanges())
                .setMaxConnPerRoute(settings.exchanges())
                .build();
    }

    private static CloseableHttpClient client(PoolingHttpClientConnectionManager connections) {
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy((_, _, _) -> false)
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setProtocolUpgradeEnabled(false)
                                .setAuthenticationEnabled(false)
                                .build())
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableConnectionState()
                .disableContentCompression()
                .disableCookieManagement()
                .disableDefaultUserAgent()
                .disableRedirectHandling()
                .build();
    }

    OutboundSettings settings() {
        return settings;
    }

    /**
     * Begins to send a request.
     *
     * @throws RequestException when the node has too much to send at the moment, or the target
     *     cannot be sent
     */
    Exchange send(Target target, GuestRequest request, Sender sender) throws RequestException {
        var message = message(target, request, sender);
        if (!exchanges.tryAcquire()) {
            throw new RequestException(
                    "too many requests are being sent at the moment; try again later");
        }
        var host = new HttpHost(target.scheme(), target.host(), target.port());
        var pipe = new Pipe(sender.limits().answerBytes());
        return new Exchange(client, host, message, pipe, exchanges::release).start();
    }

    private static HttpUriRequestBase message(Target target, GuestRequest request, Sender sender)
            throws RequestException {
        try {
            var message = new HttpUriRequestBase(request.method(), URI.create(target.url()));
            OutgoingFields.add(message, request, sender);
            message.setPath(target.path());
            if (request.hasBody()) {
                message.setEntity(new ByteArrayEntity(request.body(), null));
            }
            return message;
        } catch (IllegalArgumentException e) {
            throw new RequestException("the target cannot be sent: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        resolver.close();
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
