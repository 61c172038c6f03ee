package run.wasmcloud.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

import run.wasmcloud.model.FunctionId;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses of private functions that are valid for who has them: a parameter of the query says
 * what is allowed until when, and proves it with an HMAC-SHA-256 under a key of the installation.
 * Nothing of an address is stored; a new salt of the function makes all of its addresses invalid.
 * Thread-safe.
 */
public final class SignedAddresses {
    /** The name of the parameter. */
    public static final String PARAMETER = "wasmcloud-signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "wasmcloud signed addresses";
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,12})\\.([A-Z]{1,10})\\.(e|p[0-9]{1,5})\\.([\\w-]{43})");

    /** What a path begins with says nothing of where it leads when it goes back up. */
    private static final Pattern CLIMBING =
            Pattern.compile("(^|/)(\\.|%2e){1,2}(/|$|;)|%2f|%5c|\\\\", Pattern.CASE_INSENSITIVE);

    private final Jdbi jdbi;
    private final Changes changes;
    private final List<SecretKeySpec> newestFirst;

    SignedAddresses(Jdbi jdbi, Changes changes, SigningKeys keys) {
        this.jdbi = jdbi;
        this.changes = changes;
        this.newestFirst = keys.newestFirst().stream().map(key -> derived(key.secret())).toList();
    }

    /** Tokens are signed with the same secrets, in another way: neither can stand for the other. */
    private static SecretKeySpec derived(byte[] secret) {
        var purpose = PURPOSE.getBytes(UTF_8);
        return new SecretKeySpec(mac(new SecretKeySpec(secret, ALGORITHM), purpose), ALGORITHM);
    }

    private static byte[] mac(SecretKeySpec key, byte[] text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Returns the value of the parameter that makes an address valid. */
    public String sign(Function function, AddressGrant grant) {
        var claim = Claim.of(grant);
        var mac = mac(newestFirst.getFirst(), claim.text(function.id(), salt(function)));
        return claim.head() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    private UUID salt(Function function) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT address_salt FROM functions WHERE id = :id")
                                .bind("id", function.id().value())
                                .mapTo(UUID.class)
                                .one());
    }

    /**
     * Tells whether a parameter allows a request; takes as long for a wrong signature as for a
     * right one.
     *
     * @param salt the function's, now
     * @param parameter may be anything
     * @param path the path below the function's address as it was sent
     */
    public boolean allow(
            FunctionId function,
            UUID salt,
            String parameter,
            String method,
            String path,
            Instant now) {
        var form = FORM.matcher(parameter);
        if (!form.matches() || Long.parseLong(form.group(1)) <= now.getEpochSecond()) {
            return false;
        }
        var match = form.group(3);
        var length = match.equals("e") ? path.length() : Integer.parseInt(match.substring(1));
        if (!meant(form.group(2), method)
                || length > path.length()
                || (!match.equals("e") && CLIMBING.matcher(path).find())) {
            return false;
        }
        var claim = new Claim(form.group(1), form.group(2), match, path.substring(0, length));
        return isSigned(claim.text(function, salt), form.group(4));
    }

    private static boolean meant(String signed, String method) {
        return signed.equals(method) || (signed.equals("GET") && method.equals("HEAD"));
    }

    private boolean isSigned(byte[] text, String signature) {
        var given = Base64.getUrlDecoder().decode(signature);
        return newestFirst.stream().anyMatch(key -> MessageDigest.isEqual(mac(key, text), given));
    }

    /** Makes all addresses of a function invalid that were signed before. */
    public void revoke(Function function) {
        jdbi.useTransaction(handle -> revoke(handle, function));
        changes.publish(new Change.FunctionChanged(function.id(), function.name()));
    }

    private static void revoke(Handle handle, Function function) {
        handle.execute(
                "UPDATE functions SET address_salt = gen_random_uuid() WHERE id = ?",
                function.id().value());
        AuditTrail.note(
                handle, function.owner(), "signed-urls.revoke", function.name().value(), Map.of());
    }

    /** What is signed, as it stands in the parameter. */
    private record Claim(String expiry, String method, String match, String path) {
        static Claim of(AddressGrant grant) {
            return new Claim(
                    Long.toString(grant.expiresAt().getEpochSecond()),
                    grant.method(),
                    grant.prefix() ? "p" + grant.path().length() : "e",
                    grant.path());
        }

        String head() {
            return expiry + "." + method + "." + match;
        }

        byte[] text(FunctionId function, UUID salt) {
            return String.join("\n", function.toString(), salt.toString(), head(), path)
                    .getBytes(UTF_8);
        }
    }
}
