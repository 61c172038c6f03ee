package run.wasmcloud.app.tls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Certificates, found by host name and kind of key. Immutable. */
final class HostCertificates {
    private final List<HostCertificate> certificates;
    private final Map<String, List<HostCertificate>> byName = new HashMap<>();

    /**
     * Files certificates.
     *
     * @param certificates for clients that name no known host, the first of them is used
     */
    HostCertificates(List<HostCertificate> certificates) {
        this.certificates = List.copyOf(certificates);
        for (var certificate : this.certificates) {
            for (var name : certificate.names()) {
                byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(certificate);
            }
        }
    }

    /**
     * Returns the certificate for a host: one of its own, else one with a wildcard, else the first
     * that the client can use.
     *
     * @param host as the client named it; empty when it named none
     * @param keyAlgorithm of the key, as {@link java.security.Key#getAlgorithm} names it
     */
    Optional<HostCertificate> find(Optional<String> host, String keyAlgorithm) {
        return host.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .flatMap(name -> HostCertificate.namesFor(name).stream())
                .map(name -> byName.getOrDefault(name, List.of()))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(certificates.isEmpty() ? List.of() : sameNamesAsFirst())
                .stream()
                .filter(certificate -> certificate.key().getAlgorithm().equals(keyAlgorithm))
                .findFirst();
    }

    /** A host may have one certificate of each kind of key. */
    private List<HostCertificate> sameNamesAsFirst() {
        var names = certificates.getFirst().names();
        return certificates.stream()
                .filter(certificate -> certificate.names().equals(names))
                .toList();
    }
}
