package run.wasmcloud.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What is stored of a password: an Argon2id hash with its figures, in the PHC string format. The
 * library's own writer and reader of that format depend on the process's locale. Immutable.
 */
public final class PasswordHash {
    private static final Pattern FORM =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([^$]+)\\$([^$]+)");
    private static final int KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private final int kib;
    private final int passes;
    private final int lanes;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int kib, int passes, int lanes, byte[] salt, byte[] hash) {
        this.kib = kib;
        this.passes = passes;
        this.lanes = lanes;
        this.salt = salt;
        this.hash = hash;
    }

    /** Hashes a password: 19 MiB and 2 passes, as OWASP's Password Storage Cheat Sheet has it. */
    static PasswordHash of(String password) {
        var salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        var hash = argon2(KIB, PASSES, LANES, HASH_BYTES, salt, password);
        return new PasswordHash(KIB, PASSES, LANES, salt, hash);
    }

    /** Returns a hash that takes as long to compare as others and that no password has. */
    static PasswordHash nobodys() {
        return new PasswordHash(KIB, PASSES, LANES, new byte[SALT_BYTES], new byte[HASH_BYTES]);
    }

    boolean isNobodys() {
        return MessageDigest.isEqual(hash, new byte[HASH_BYTES]);
    }

    /** Tells whether it was made with the figures that hashes are made with now. */
    boolean isCurrent() {
        return kib == KIB
                && passes == PASSES
                && lanes == LANES
                && salt.length == SALT_BYTES
                && hash.length == HASH_BYTES;
    }

    /**
     * Reads the form that {@link #storedForm} writes.
     *
     * @throws IllegalArgumentException when it is none
     */
    static PasswordHash parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a password's hash (expected: $argon2id$v=19$…)");
        }
        return new PasswordHash(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                Base64.getDecoder().decode(parts.group(4)),
                Base64.getDecoder().decode(parts.group(5)));
    }

    boolean matches(String password) {
        return MessageDigest.isEqual(hash, argon2(kib, passes, lanes, hash.length, salt, password));
    }

    private static byte[] argon2(
            int kib, int passes, int lanes, int bytes, byte[] salt, String password) {
        return Argon2Function.getInstance(kib, passes, lanes, bytes, Argon2.ID)
                .hash(password.getBytes(UTF_8), salt)
                .getBytes();
    }

    String storedForm() {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%s,t=%s,p=%s$%s$%s"
                .formatted(
                        String.valueOf(kib),
                        String.valueOf(passes),
                        String.valueOf(lanes),
                        base64.encodeToString(salt),
                        base64.encodeToString(hash));
    }

    /** Hides the hash: this text may reach a log. */
    @Override
    public String toString() {
        return "PasswordHash";
    }
}
