package run.wasmcloud.app.tls;

import org.jspecify.annotations.Nullable;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Gives each handshake the certificate of the host that the client names. The certificates may be
 * replaced at any time: a handshake that has chosen one goes on with it. Thread-safe.
 */
final class HostKeyManager extends X509ExtendedKeyManager {
    private static final String[] NO_ALIASES = {};

    private final Map<String, HostCertificate> chosen = new ConcurrentHashMap<>();
    private volatile HostCertificates now;
    private volatile Map<String, HostCertificate> chosenBefore = Map.of();

    HostKeyManager(HostCertificates certificates) {
        this.now = certificates;
    }

    /** Uses other certificates from now on. */
    void replace(HostCertificates certificates) {
        chosenBefore = Map.copyOf(chosen);
        chosen.clear();
        now = certificates;
    }

    private @Nullable String choose(String keyType, @Nullable SSLSession session) {
        return now.find(host(session), keyType).map(this::alias).orElse(null);
    }

    /** A certificate's name is made of its key: it means the same after a replacement. */
    private String alias(HostCertificate certificate) {
        var leaf = certificate.chain().getFirst();
        var alias =
                leaf.getSerialNumber().toString(16) + HexFormat.of().formatHex(leaf.getSignature());
        chosen.put(alias, certificate);
        return alias;
    }

    private static Optional<String> host(@Nullable SSLSession session) {
        return session instanceof ExtendedSSLSession extended
                ? extended.getRequestedServerNames().stream()
                        .flatMap(
                                name ->
                                        name instanceof SNIHostName host
                                                ? Stream.of(host.getAsciiName())
                                                : Stream.empty())
                        .findFirst()
                : Optional.empty();
    }

    private @Nullable HostCertificate chosen(String alias) {
        var certificate = chosen.get(alias);
        return certificate == null ? chosenBefore.get(alias) : certificate;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return choose(keyType, engine.getHandshakeSession());
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, Socket socket) {
        return choose(keyType, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        var certificate = chosen(alias);
        return certificate == null ? null : certificate.chain().toArray(new X509Certificate[0]);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        var certificate = chosen(alias);
        return certificate == null ? null : certificate.key();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return NO_ALIASES;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return NO_ALIASES;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
