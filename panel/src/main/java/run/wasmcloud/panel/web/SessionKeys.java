package run.wasmcloud.panel.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The keys that cookies are sealed with, the same for all panels of an installation. The newest
 * comes first: it seals, and every one opens. Thread-safe.
 */
public final class SessionKeys {
    private static final int BYTES = 32;
    private static final int MOST = 10;
    private static final int LONGEST_FILE = 4096;

    private final List<Key> keys;

    private SessionKeys(List<byte[]> secrets) {
        this.keys = secrets.stream().map(Key::of).toList();
    }

    /** What is derived from one secret. RFC 5869. */
    record Key(SecretKey sealing, SecretKey forms) {
        static Key of(byte[] secret) {
            return new Key(
                    derived(secret, "wasmcloud panel cookies", "AES"),
                    derived(secret, "wasmcloud panel forms", "HmacSHA256"));
        }

        private static SecretKey derived(byte[] secret, String purpose, String algorithm) {
            try {
                return KDF.getInstance("HKDF-SHA256")
                        .deriveKey(
                                algorithm,
                                HKDFParameterSpec.ofExtract()
                                        .addIKM(secret)
                                        .thenExpand(purpose.getBytes(US_ASCII), BYTES));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has HKDF", e);
            }
        }

        @Override
        public String toString() {
            return "Key[hidden]";
        }
    }

    /**
     * Reads keys from a file: one a line, 32 bytes in Base64, the newest first. A file that is
     * missing is made, for its owner only; two processes that do so at once agree on one.
     *
     * @throws IOException when it cannot be read or made, or holds something else
     */
    public static SessionKeys inFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        if (Files.size(file) > LONGEST_FILE) {
            throw new IOException(file + " is no key file: it is too long");
        }
        return new SessionKeys(read(file));
    }

    /** Returns a key that nobody else has and that ends with this process. */
    public static SessionKeys ofThisProcess() {
        return new SessionKeys(List.of(secret()));
    }

    private static List<byte[]> read(Path file) throws IOException {
        var secrets = new ArrayList<byte[]>();
        for (var line : Files.readString(file, UTF_8).lines().map(String::strip).toList()) {
            if (!line.isEmpty()) {
                secrets.add(decoded(file, line));
            }
        }
        if (secrets.isEmpty() || secrets.size() > MOST) {
            throw new IOException(
                    "%s holds %d keys (expected: 1 to %d, one a line)"
                            .formatted(file, secrets.size(), MOST));
        }
        return secrets;
    }

    private static byte[] decoded(Path file, String line) throws IOException {
        try {
            var secret = Base64.getDecoder().decode(line);
            if (secret.length == BYTES) {
                return secret;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(expected(file), e);
        }
        throw new IOException(expected(file));
    }

    private static String expected(Path file) {
        return "%s holds a line that is no key (expected: %d bytes in Base64)"
                .formatted(file, BYTES);
    }

    private static byte[] secret() {
        var secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    /** A link to a file that is written in full: whoever comes second finds it there. */
    private static void create(Path file) throws IOException {
        var folder = requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
        Files.createDirectories(folder, asFileAttribute(fromString("rwx------")));
        var unfinished = folder.resolve(".unfinished-" + UUID.randomUUID());
        try {
            write(unfinished, Base64.getEncoder().encodeToString(secret()) + "\n");
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException e) {
            // Another panel has made it meanwhile: its key is the one.
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void write(Path file, String text) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel =
                FileChannel.open(file, options, asFileAttribute(fromString("rw-------")))) {
            var bytes = US_ASCII.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    Key newest() {
        return keys.getFirst();
    }

    List<Key> all() {
        return keys;
    }
}
