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
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.util.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Sends guests' requests: straight to addresses that were checked, over connections that no other
 * request uses, with TLS verified. Thread-safe.
 */
public final class Outbound implements AutoCloseable {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_FIELDS = 100;
    private static final int PARTS = 4;

    private static final Http1Config MESSAGES =
            Http1Config.custom()
                    .setMaxLineLength(LONGEST_LINE)
                    .setMaxHeaderCount(MOST_FIELDS)
                    .build();

    /** Field values pass as they are, whatever they mean. */
    private static final CharCodingConfig BYTE_BY_BYTE =
            CharCodingConfig.custom().setCharset(StandardCharsets.ISO_8859_1).build();

    private final OutboundSettings settings;
    private final GuardedResolver resolver;
    private final PoolingHttpClientConnectionManager connections;
    private final CloseableHttpClient client;
    private final FairShare exchanges;
    private final FairShare requestTexts;

    /** Opens the way out. */
    public Outbound(OutboundSettings settings) {
        this.settings = settings;
        this.resolver =
                new GuardedResolver(
                        settings.names(),
                        new AddressGuard(settings.allowedNetworks()),
                        settings.connectTimeout());
        this.connections = connections(settings);
        this.client = client(connections);
        this.exchanges = new FairShare("requests under way", settings.exchanges(), PARTS);
        this.requestTexts = new FairShare("bytes of requests", settings.allRequestBytes(), PARTS);
    }

    private static PoolingHttpClientConnectionManager connections(OutboundSettings settings) {
        var timeout = Timeout.of(settings.connectTimeout());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new NoLookup())
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
                                .http1Config(MESSAGES)
                                .charCodingConfig(BYTE_BY_BYTE)
                                .build())
                .setMaxConnTotal(settings.exchanges())
                .setMaxConnPerRoute(settings.exchanges())
                .build();
    }

    private static CloseableHttpClient client(PoolingHttpClientConnectionManager connections) {
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setRequestExecutor(
                        new HttpRequestExecutor(MESSAGES, (_, _, _) -> false, new InterimBound()))
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

    /** Returns what request texts take their room from, in bytes. */
    FairShare requestTexts() {
        return requestTexts;
    }

    /** Returns how much of the node is in use, for whoever watches it. */
    public Usage usage() {
        return new Usage(
                exchanges.taken(),
                connections.getTotalStats().getLeased(),
                resolver.lookups(),
                requestTexts.taken());
    }

    /**
     * What guests' requests use of a node.
     *
     * @param exchanges requests under way
     * @param connections connections that they use
     * @param lookups names being looked up
     * @param requestBytes bytes of requests that are collected or under way
     */
    public record Usage(long exchanges, long connections, long lookups, long requestBytes) {}

    /**
     * Begins to send a request.
     *
     * @throws RequestException when the node has too much to send at the moment, or the target
     *     cannot be sent
     */
    Exchange send(Target target, GuestRequest request, Sender sender) throws RequestException {
        var message = message(target, request, sender);
        var owner = sender.owner();
        var refusal = exchanges.take(owner, 1);
        if (refusal.isPresent()) {
            throw new RequestException(refusal.get());
        }
        return new Exchange(
                        client,
                        target,
                        () -> resolver.find(target.host(), owner),
                        message,
                        new Pipe(sender.limits().answerBytes()),
                        () -> exchanges.giveBack(owner, 1))
                .start();
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
