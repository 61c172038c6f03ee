package run.wasmcloud.api;

import run.wasmcloud.store.Domain;
import run.wasmcloud.store.Domains;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Looks at the DNS whether a host name's owner wants it to lead to a function. Thread-safe. */
final class DomainProofs {
    private static final Logger LOG = System.getLogger(DomainProofs.class.getName());
    private static final String RECORD = "_wasmcloud-challenge.";

    private final Domains domains;
    private final TxtRecords records;

    DomainProofs(Domains domains, TxtRecords records) {
        this.domains = domains;
        this.records = records;
    }

    /** What the DNS tells. */
    enum Proof {
        GIVEN,
        ABSENT,
        /** It gave no answer: nothing is to be concluded. */
        UNKNOWN
    }

    /** Returns the name of the record that proves a claim. */
    static String record(String host) {
        return RECORD + host;
    }

    /** Looks whether a claim is proved now. */
    Proof of(Domain domain) {
        try {
            var found = records.of(record(domain.host()));
            return domains.challenges(domain).stream().anyMatch(found::contains)
                    ? Proof.GIVEN
                    : Proof.ABSENT;
        } catch (DnsUnavailableException e) {
            LOG.log(Level.WARNING, "a host name''s proof is not known: {0}", e.getMessage());
            return Proof.UNKNOWN;
        }
    }

    /**
     * Looks at a claim's proof and keeps what it means.
     *
     * @return false when the claim is proved, but the name leads to another function that it is
     *     proved for, too
     */
    boolean check(Domain domain) {
        return switch (of(domain)) {
            case GIVEN -> domains.verified(domain) || takenOver(domain);
            case ABSENT -> {
                domains.failed(domain);
                yield true;
            }
            case UNKNOWN -> true;
        };
    }

    /** A name may have changed hands since it was proved for the other function. */
    private boolean takenOver(Domain domain) {
        domains.holder(domain.host())
                .filter(holder -> of(holder) == Proof.ABSENT)
                .ifPresent(domains::release);
        return domains.verified(domain);
    }
}
