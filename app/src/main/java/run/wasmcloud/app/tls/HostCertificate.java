package run.wasmcloud.app.tls;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A certificate with its private key.
 *
 * @param names the host names that it is for, in lower case; {@code *.} begins a wildcard
 */
record HostCertificate(Set<String> names, List<X509Certificate> chain, PrivateKey key) {
    private static final int DNS_NAME = 2;
    private static final int PROBE = 32;

    HostCertificate {
        names = Set.copyOf(names);
        chain = List.copyOf(chain);
    }

    /**
     * Checks that the key is the certificate's.
     *
     * @throws GeneralSecurityException when it is another one's
     */
    static HostCertificate of(List<X509Certificate> chain, PrivateKey key)
            throws GeneralSecurityException {
        requirePair(chain.getFirst(), key);
        return new HostCertificate(names(chain.getFirst()), chain, key);
    }

    private static void requirePair(X509Certificate certificate, PrivateKey key)
            throws GeneralSecurityException {
        var signer = Signature.getInstance(signature(key));
        signer.initSign(key);
        var verifier = Signature.getInstance(signature(key));
        verifier.initVerify(certificate.getPublicKey());
        var probe = new byte[PROBE];
        new SecureRandom().nextBytes(probe);
        signer.update(probe);
        verifier.update(probe);
        if (!verifier.verify(signer.sign())) {
            throw new InvalidKeyException("the private key is not the certificate's");
        }
    }

    private static String signature(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
    }

    private static Set<String> names(X509Certificate certificate)
            throws CertificateParsingException {
        var alternatives = certificate.getSubjectAlternativeNames();
        return alternatives == null
                ? Set.of()
                : alternatives.stream()
                        .filter(name -> name.getFirst().equals(DNS_NAME))
                        .map(name -> name.get(1).toString().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns the names under which a certificate for a host may be filed: its own, and wildcards.
     */
    static List<String> namesFor(String host) {
        var names = new ArrayList<String>(List.of(host));
        var dot = host.indexOf('.');
        if (dot > 0) {
            names.add("*" + host.substring(dot));
        }
        return names;
    }
}
