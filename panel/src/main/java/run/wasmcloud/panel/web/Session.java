package run.wasmcloud.panel.web;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.client.AccessToken;
import run.wasmcloud.model.Role;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * What a browser keeps of its user: everything that the panel knows of who is asking.
 *
 * @param id random; what form tokens are bound to
 * @param identity who is signed in; null for a visitor
 * @param expiresAt when it ends, whatever it holds
 */
record Session(String id, @Nullable Identity identity, Instant expiresAt) {
    private static final int FORM = 1;
    private static final int ID_BYTES = 16;

    /**
     * Who is signed in. Address and role are what the pages show; what may be done, the API decides
     * by the token.
     */
    record Identity(AccessToken token, String email, Role role) {}

    static Session begin(@Nullable Identity identity, Instant expiresAt) {
        var id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        return new Session(
                Base64.getUrlEncoder().withoutPadding().encodeToString(id), identity, expiresAt);
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            out.writeUTF(id);
            out.writeLong(expiresAt.getEpochSecond());
            out.writeBoolean(identity != null);
            if (identity != null) {
                out.writeUTF(identity.token().text());
                out.writeUTF(identity.email());
                out.writeUTF(identity.role().name());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #bytes} wrote; empty for another version's form. */
    static Optional<Session> read(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return in.readByte() == FORM ? Optional.of(read(in)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Session read(DataInputStream in) throws IOException {
        var id = in.readUTF();
        var expiresAt = Instant.ofEpochSecond(in.readLong());
        return new Session(id, in.readBoolean() ? identity(in) : null, expiresAt);
    }

    private static Identity identity(DataInputStream in) throws IOException {
        return new Identity(
                new AccessToken(in.readUTF()), in.readUTF(), Role.valueOf(in.readUTF()));
    }
}
