package run.wasmcloud.store;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.UuidV7;
import run.wasmcloud.model.WasmcloudException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys that secrets are sealed with: the newest seals, the others open what was sealed before.
 * As text they are {@code ID:BASE64} each, the newest first, parted by white space or commas; that
 * is how they come from a file or from the environment. Immutable.
 *
 * @param newestFirst at least one, no id twice
 */
public record MasterKeys(List<MasterKey> newestFirst) {
    public MasterKeys {
        newestFirst = List.copyOf(newestFirst);
        var ids = newestFirst.stream().map(MasterKey::id).toList();
        if (ids.isEmpty() || new HashSet<>(ids).size() != ids.size()) {
            throw new IllegalArgumentException(
                    "master keys %s (expected: at least one, no id twice)".formatted(ids));
        }
    }

    /**
     * Reads keys from text.
     *
     * @throws WasmcloudException {@code INVALID_VALUE}, without any of the text, when it is none
     */
    public static MasterKeys parse(String text) {
        try {
            return new MasterKeys(
                    Stream.of(text.strip().split("[\\s,]+")).map(MasterKeys::key).toList());
        } catch (IllegalArgumentException e) {
            throw new WasmcloudException(
                    ErrorCode.INVALID_VALUE,
                    "The master keys cannot be read (expected: ID:BASE64 of 32 bytes each, the"
                            + " newest first, no id twice)");
        }
    }

    private static MasterKey key(String text) {
        var colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("no colon");
        }
        return new MasterKey(
                text.substring(0, colon), Base64.getDecoder().decode(text.substring(colon + 1)));
    }

    /**
     * Reads a file of keys, which is made with a first key when it is not there.
     *
     * @throws UncheckedIOException when it cannot be read or written
     */
    public static MasterKeys inFile(Path file) {
        try {
            if (Files.exists(file)) {
                return parse(Files.readString(file));
            }
            var keys = new MasterKeys(List.of(newKey()));
            keys.write(file);
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException("reading the master keys", e);
        }
    }

    private static MasterKey newKey() {
        var secret = new byte[MasterKey.BYTES];
        new SecureRandom().nextBytes(secret);
        return new MasterKey(UuidV7.next().toString(), secret);
    }

    /** Returns these keys with another one, which is the newest. */
    public MasterKeys withNewKey() {
        var keys = new ArrayList<MasterKey>();
        keys.add(newKey());
        keys.addAll(newestFirst);
        return new MasterKeys(keys);
    }

    /** Returns the newest key alone. */
    public MasterKeys newestOnly() {
        return new MasterKeys(List.of(newest()));
    }

    /** Returns what sealed values name the newest key by. */
    public String newestId() {
        return newest().id();
    }

    /** Writes the keys to a file that only its owner may read: whole, or not at all. */
    public void write(Path file) throws IOException {
        PrivateFiles.write(file, text());
    }

    /** Returns the keys as text, which is a secret itself. */
    private String text() {
        return newestFirst.stream()
                .map(
                        key ->
                                key.id()
                                        + ":"
                                        + Base64.getEncoder().encodeToString(key.secret())
                                        + "\n")
                .collect(Collectors.joining());
    }

    MasterKey newest() {
        return newestFirst.getFirst();
    }

    Optional<MasterKey> find(String id) {
        return newestFirst.stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
