package run.wasmcloud.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.model.WasmcloudException;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals secrets with AES-256 in Galois/Counter Mode (NIST SP 800-38D). A sealed value is a byte for
 * the form, the key's id with its length before it, 12 random bytes, and the ciphertext with its
 * tag. It is bound to its function and its name: a row that was moved does not open. Thread-safe.
 */
final class SecretBox {
    private static final byte FORM = 1;
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String DOES_NOT_OPEN = "A secret of the function does not open";

    private final MasterKeys keys;
    private final SecureRandom random = new SecureRandom();

    SecretBox(MasterKeys keys) {
        this.keys = keys;
    }

    /** Returns the id of the key that seals. */
    String keyId() {
        return keys.newest().id();
    }

    byte[] seal(FunctionId function, VariableName name, String value) {
        return seal(function, name, value.getBytes(UTF_8));
    }

    private byte[] seal(FunctionId function, VariableName name, byte[] value) {
        var key = keys.newest();
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var sealed = run(Cipher.ENCRYPT_MODE, key, nonce, header(key.id(), function, name), value);
        var id = key.id().getBytes(UTF_8);
        return ByteBuffer.allocate(2 + id.length + nonce.length + sealed.length)
                .put(FORM)
                .put((byte) id.length)
                .put(id)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /**
     * Opens a sealed value.
     *
     * @throws WasmcloudException {@code INTERNAL} when its key is not there, or it is not what was
     *     sealed for this function and name
     */
    String open(FunctionId function, VariableName name, byte[] sealed) {
        return new String(openBytes(function, name, sealed), UTF_8);
    }

    /** Returns a sealed value sealed anew, with the newest key. */
    byte[] reseal(FunctionId function, VariableName name, byte[] sealed) {
        return seal(function, name, openBytes(function, name, sealed));
    }

    private byte[] openBytes(FunctionId function, VariableName name, byte[] sealed) {
        if (sealed.length < 2
                || sealed[0] != FORM
                || sealed[1] <= 0
                || sealed.length < 2 + sealed[1] + NONCE_BYTES + TAG_BITS / 8) {
            throw new WasmcloudException(ErrorCode.INTERNAL, DOES_NOT_OPEN);
        }
        var rest = 2 + sealed[1];
        var id = new String(sealed, 2, sealed[1], UTF_8);
        var key = keys.find(id).orElseThrow(() -> keyIsMissing(id));
        return run(
                Cipher.DECRYPT_MODE,
                key,
                Arrays.copyOfRange(sealed, rest, rest + NONCE_BYTES),
                header(id, function, name),
                Arrays.copyOfRange(sealed, rest + NONCE_BYTES, sealed.length));
    }

    /** The operator finds the key's id in the log. */
    private static WasmcloudException keyIsMissing(String id) {
        return new WasmcloudException(
                ErrorCode.INTERNAL,
                DOES_NOT_OPEN,
                new IllegalStateException("there is no master key " + id));
    }

    private static byte[] header(String keyId, FunctionId function, VariableName name) {
        return "wasmcloud secret %d %s %s %s"
                .formatted(FORM, keyId, function, name)
                .getBytes(UTF_8);
    }

    private static byte[] run(int mode, MasterKey key, byte[] nonce, byte[] header, byte[] input) {
        try {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key.aesKey(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(header);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new WasmcloudException(ErrorCode.INTERNAL, DOES_NOT_OPEN, e);
        }
    }
}
