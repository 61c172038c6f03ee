package run.wasmcloud.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a host name's owner puts into its DNS to prove that it may lead to a function: a value that
 * is made for the user, the function and the name, and that nobody else can make. Immutable.
 */
final class DomainChallenges {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "wasmcloud domains";

    private final SigningKeys keys;

    DomainChallenges(SigningKeys keys) {
        this.keys = keys;
    }

    /** Returns the values that prove it, the one to be told first: one for each key. */
    List<String> values(Domain domain) {
        var text =
                String.join(
                                "\n",
                                PURPOSE,
                                domain.owner().toString(),
                                domain.function().toString(),
                                domain.host())
                        .getBytes(UTF_8);
        return keys.newestFirst().stream().map(key -> value(key, text)).toList();
    }

    private static String value(SigningKey key, byte[] text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.secret(), ALGORITHM));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
