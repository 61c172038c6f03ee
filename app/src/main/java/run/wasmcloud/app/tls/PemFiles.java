package run.wasmcloud.app.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * The two files that a certificate is kept in.
 *
 * @param chain the certificate and those that vouch for it, PEM, the server's own first
 * @param key its private key, PEM, PKCS #8 without a password
 */
public record PemFiles(Path chain, Path key) {
    private static final long LARGEST = 1024 * 1024;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    /**
     * Reads them.
     *
     * @throws IOException when they cannot be read, with the file and the remedy in its message
     * @throws GeneralSecurityException when they are not valid, or do not belong together
     */
    HostCertificate read() throws IOException, GeneralSecurityException {
        return HostCertificate.of(readChain(), readKey());
    }

    private List<X509Certificate> readChain() throws IOException, GeneralSecurityException {
        var certificates =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(bytes(chain)))
                        .stream()
                        .map(X509Certificate.class::cast)
                        .toList();
        if (certificates.isEmpty()) {
            throw new IOException(
                    chain + " has no certificate (expected: PEM, the server's first)");
        }
        return certificates;
    }

    private PrivateKey readKey() throws IOException, GeneralSecurityException {
        var text = new String(bytes(key), StandardCharsets.US_ASCII);
        var from = text.indexOf(BEGIN);
        var to = text.indexOf(END, Math.max(from, 0));
        if (from < 0 || to < 0) {
            throw new IOException(
                    key
                            + " has no private key that can be used (expected: PEM, PKCS #8 without"
                            + " a password, as openssl pkcs8 -topk8 -nocrypt writes it)");
        }
        return key(decode(text.substring(from + BEGIN.length(), to)));
    }

    private byte[] decode(String base64) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException(key + " is damaged (expected: PEM)", e);
        }
    }

    private PrivateKey key(byte[] pkcs8) throws IOException, GeneralSecurityException {
        for (var algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // It is of another algorithm.
            }
        }
        throw new IOException(
                key + " is damaged, or of an unknown kind (expected: one of " + ALGORITHMS + ")");
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is too large (expected: at most 1 MiB)");
        }
        return Files.readAllBytes(file);
    }
}
