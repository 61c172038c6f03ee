package run.wasmcloud.store;

import run.wasmcloud.model.UuidV7;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys that tokens, or compiled modules, are valid with: each kind has its own. The newest
 * signs, the others are accepted until they are removed. Immutable.
 *
 * @param newestFirst at least one
 */
public record SigningKeys(List<SigningKey> newestFirst) {
    private static final String ENDING = ".key";
    private static final int BYTES = 32;

    public SigningKeys {
        newestFirst = List.copyOf(newestFirst);
        if (newestFirst.isEmpty()) {
            throw new IllegalArgumentException("no signing key (expected: at least one)");
        }
    }

    /**
     * Reads the keys of a folder, one a file in Base64, named by the key's id; the greatest name is
     * the newest. An empty folder gets its first key.
     *
     * @throws UncheckedIOException when the folder cannot be read or written
     */
    public static SigningKeys inFolder(Path folder) {
        try {
            PrivateFiles.createFolder(folder);
            var keys = read(folder);
            return new SigningKeys(keys.isEmpty() ? List.of(create(folder)) : keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads keys from text.
     *
     * @param text {@code ID:BASE64} each, the newest first, parted by white space or commas
     * @throws IllegalArgumentException without any of the text, when it is none
     */
    public static SigningKeys parse(String text) {
        try {
            return new SigningKeys(
                    Stream.of(text.strip().split("[\\s,]+")).map(SigningKeys::parseKey).toList());
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(
                    "keys that cannot be read (expected: ID:BASE64 of 32 bytes each, the newest"
                            + " first)");
        }
    }

    private static SigningKey parseKey(String text) {
        var colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("no colon");
        }
        return new SigningKey(
                text.substring(0, colon), Base64.getDecoder().decode(text.substring(colon + 1)));
    }

    private static List<SigningKey> read(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted(Comparator.reverseOrder())
                    .map(SigningKeys::readKey)
                    .toList();
        }
    }

    private static SigningKey readKey(Path file) {
        try {
            var name = String.valueOf(file.getFileName());
            return new SigningKey(
                    name.substring(0, name.length() - ENDING.length()),
                    Base64.getDecoder().decode(Files.readString(file).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SigningKey create(Path folder) throws IOException {
        var secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        var key = new SigningKey(UuidV7.next().toString(), secret);
        PrivateFiles.write(
                folder.resolve(key.id() + ENDING), Base64.getEncoder().encodeToString(secret));
        return key;
    }

    SigningKey newest() {
        return newestFirst.getFirst();
    }

    Optional<SigningKey> find(String id) {
        return newestFirst.stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
