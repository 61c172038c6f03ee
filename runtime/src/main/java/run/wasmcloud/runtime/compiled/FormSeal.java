package run.wasmcloud.runtime.compiled;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import javax.crypto.Mac;

/**
 * Makes compiled forms such that a change of one is noticed: a header that says what it is, the
 * machine code, and an HMAC-SHA-256 over both. Thread-safe.
 *
 * <p>The layout, little-endian: 8 bytes of magic and format, 16 bytes that name the key, 32 bytes
 * of the module's hash, 32 bytes of the code's name, 8 bytes of the machine code's length; the
 * machine code; 32 bytes of HMAC.
 */
public final class FormSeal {
    static final int HEADER = 96;
    static final int SEAL = 32;
    private static final byte[] MAGIC = "WASMCFM1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_NAME = 16;
    private static final String ALGORITHM = "HmacSHA256";
    private static final int PRACTICE_BYTES = 1 << 20;
    private static final int PRACTICE_ROUNDS = 12;

    private final List<SealKey> newestFirst;

    /**
     * Makes a seal.
     *
     * @param newestFirst the first seals; those after it are accepted too
     */
    public FormSeal(List<SealKey> newestFirst) {
        this.newestFirst = List.copyOf(newestFirst);
        if (newestFirst.isEmpty()) {
            throw new IllegalArgumentException("no key (expected: at least one)");
        }
    }

    /** What opening a form came to. */
    sealed interface Opened {
        /**
         * It is what was sealed.
         *
         * @param length how long the machine code is that follows the header
         */
        record Whole(int length) implements Opened {}

        /**
         * It must not be loaded.
         *
         * @param why for the log
         */
        record Refused(String why) implements Opened {}
    }

    /** The parts of a sealed form, to be written one after the other. */
    record Sealed(ByteBuffer header, ByteBuffer code, ByteBuffer seal) {
        ByteBuffer[] parts() {
            return new ByteBuffer[] {header.duplicate(), code.duplicate(), seal.duplicate()};
        }

        /** Returns all of it in one. */
        byte[] bytes() {
            var whole = ByteBuffer.allocate(HEADER + code.remaining() + SEAL);
            for (var part : parts()) {
                whole.put(part);
            }
            return whole.array();
        }
    }

    /** Returns how long the form of so much machine code is, in bytes. */
    static long size(long codeBytes) {
        return HEADER + codeBytes + SEAL;
    }

    Sealed seal(FormKey key, ByteBuffer code) {
        var sealing = newestFirst.getFirst();
        var header = header(sealing, key, code.remaining());
        return new Sealed(header, code, ByteBuffer.wrap(mac(sealing, header, code)));
    }

    private static ByteBuffer header(SealKey sealing, FormKey key, int codeBytes) {
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put(name(sealing))
                .put(HexFormat.of().parseHex(key.module().hex()))
                .put(HexFormat.of().parseHex(key.code()))
                .putLong(codeBytes)
                .flip();
    }

    private static byte[] name(SealKey key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return Arrays.copyOf(
                    digest.digest(key.id().getBytes(StandardCharsets.UTF_8)), KEY_NAME);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static byte[] mac(SealKey key, ByteBuffer... parts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key.secret());
            for (var part : parts) {
                mac.update(part.duplicate());
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HMAC-SHA-256", e);
        }
    }

    /** Tells whether a form is one that a key of this seal was put on, for this very key. */
    Opened open(FormKey key, ByteBuffer form) {
        if (form.remaining() < HEADER + SEAL) {
            return new Opened.Refused("it is truncated");
        }
        var header = form.slice(form.position(), HEADER);
        return sealing(header)
                .map(sealing -> open(sealing, key, form, header))
                .orElseGet(() -> new Opened.Refused("no key of this installation sealed it"));
    }

    private Optional<SealKey> sealing(ByteBuffer header) {
        var name = new byte[KEY_NAME];
        header.get(MAGIC.length, name);
        return newestFirst.stream().filter(key -> Arrays.equals(name(key), name)).findFirst();
    }

    private static Opened open(SealKey sealing, FormKey key, ByteBuffer form, ByteBuffer header) {
        var length = form.remaining() - HEADER - SEAL;
        if (!header.equals(header(sealing, key, length))) {
            return new Opened.Refused(
                    "it is of another module, version or settings, or was cut or extended");
        }
        var seal = new byte[SEAL];
        form.get(form.position() + HEADER + length, seal);
        var expected = mac(sealing, form.slice(form.position(), HEADER + length));
        return MessageDigest.isEqual(seal, expected)
                ? new Opened.Whole(length)
                : new Opened.Refused("its bytes are not those that were sealed");
    }

    /**
     * Lets the JVM compile what checks seals. A first check in its interpreter takes hundreds of
     * milliseconds, which the first request after a start would wait for.
     */
    void practise() {
        var bytes = ByteBuffer.allocateDirect(PRACTICE_BYTES);
        for (var i = 0; i < PRACTICE_ROUNDS; i++) {
            mac(newestFirst.getFirst(), bytes);
        }
    }
}
