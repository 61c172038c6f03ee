package run.wasmcloud.api.openid;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An OpenID Connect provider that users may sign in through.
 *
 * @param name what it is called in addresses: 1–30 characters of a–z, 0–9 and hyphens
 * @param title what people call it
 * @param issuer its issuer, below which {@code /.well-known/openid-configuration} describes it;
 *     {@code https}, or {@code http} on this machine
 * @param clientId what it knows this installation as
 * @param clientSecret what this installation shows it
 */
public record ProviderSettings(
        String name, String title, URI issuer, String clientId, String clientSecret) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,30}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public ProviderSettings {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "provider '%s' (expected: a name of 1 to 30 of a-z, 0-9 and -)"
                            .formatted(name));
        }
        if (!isPrivate(issuer)) {
            throw new IllegalArgumentException(
                    "issuer %s of provider %s (expected: an https address)"
                            .formatted(issuer, name));
        }
    }

    static boolean isPrivate(URI issuer) {
        return switch (issuer.getScheme()) {
            case "https" -> issuer.getHost() != null;
            case "http" -> LOOPBACK.contains(String.valueOf(issuer.getHost()));
            case null, default -> false;
        };
    }

    /** Hides the secret: this text may reach a log. */
    @Override
    public String toString() {
        return "ProviderSettings[%s, %s, client %s]".formatted(name, issuer, clientId);
    }
}
