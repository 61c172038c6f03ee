package run.wasmcloud.api;

import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

import java.net.IDN;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which host names users may bring: none that is the operator's or that many share. Immutable. */
final class CustomHosts {
    private static final int LONGEST = 253;
    private static final Pattern FORM =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]*[a-z][a-z0-9-]*");

    /** Names that lead nowhere on the Internet: RFC 6761, RFC 6762, RFC 7686, RFC 9476. */
    private static final Set<String> SPECIAL =
            Set.of("localhost", "local", "invalid", "onion", "alt", "arpa", "internal");

    /** What the older and the newer rules for international names read differently. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[ßς\u200c\u200d]");

    private final PublicSuffixMatcher suffixes = PublicSuffixMatcherLoader.getDefault();
    private final Set<String> operators;

    /**
     * Makes the rules.
     *
     * @param operators the operator's host names; all of their domains are the operator's
     */
    CustomHosts(Collection<String> operators) {
        this.operators =
                operators.stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .map(host -> Optional.ofNullable(suffixes.getDomainRoot(host)).orElse(host))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns a host name in ASCII and lower case; empty when it is none. */
    static Optional<String> canonical(String host) {
        var name = host.strip();
        var plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (plain.length() > LONGEST || AMBIGUOUS.matcher(plain).find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                            IDN.toASCII(plain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT))
                    .filter(ascii -> ascii.length() <= LONGEST && FORM.matcher(ascii).matches());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns why a host name may not be brought; empty when it may.
     *
     * @param host in its canonical form
     */
    Optional<String> complaint(String host) {
        if (SPECIAL.contains(host.substring(host.lastIndexOf('.') + 1))) {
            return Optional.of("is no name of the Internet");
        }
        if (operators.stream().anyMatch(own -> host.equals(own) || host.endsWith("." + own))) {
            return Optional.of("belongs to the operator of this installation");
        }
        return isShared(host)
                ? Optional.of("is a public suffix, below which names have different owners")
                : Optional.empty();
    }

    private boolean isShared(String host) {
        return Arrays.stream(host.split("\\.")).count() < 2 || suffixes.getDomainRoot(host) == null;
    }
}
