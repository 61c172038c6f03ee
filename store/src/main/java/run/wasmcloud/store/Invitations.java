package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.InvitationId;
import run.wasmcloud.model.UserId;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/** Whom administrators let sign up. Thread-safe. */
public final class Invitations {
    private final Jdbi jdbi;

    Invitations(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Makes an invitation.
     *
     * @param email the only address that may use it; null for any
     */
    public Invitation.Issued create(
            UserId inviter, @Nullable EmailAddress email, Instant expiresAt) {
        var token = OneTimeToken.create();
        return jdbi.inTransaction(
                handle -> {
                    var invitation = insert(handle, inviter, email, expiresAt, token);
                    note(handle, "create", invitation.id());
                    return new Invitation.Issued(invitation, token);
                });
    }

    private static Invitation insert(
            Handle handle,
            UserId inviter,
            @Nullable EmailAddress email,
            Instant expiresAt,
            OneTimeToken token) {
        return handle.createQuery(
                        """
                        INSERT INTO invitations (id, token_hash, email, invited_by, expires_at)
                        VALUES (:id, :hash, :email, :inviter, :expiresAt)
                        RETURNING *
                        """)
                .bind("id", InvitationId.create().value())
                .bind("hash", token.hash())
                .bindByType("email", email == null ? null : email.value(), String.class)
                .bind("inviter", inviter.value())
                .bind("expiresAt", expiresAt)
                .map(Invitations::invitation)
                .one();
    }

    private static void note(Handle handle, String verb, InvitationId invitation) {
        AuditTrail.note(handle, "invitation." + verb, invitation.toString(), Map.of());
    }

    /**
     * Returns a part of the invitations, the newest first.
     *
     * @param before the last part's {@code next}; empty for the first part
     * @param limit the most items, at least 1
     */
    public Slice<Invitation> list(Optional<String> before, int limit) {
        var rows =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT * FROM invitations
                                                WHERE id < :before
                                                ORDER BY id DESC LIMIT :limit
                                                """)
                                        .bind(
                                                "before",
                                                before.map(Cursors::id).orElse(Cursors.LAST))
                                        .bind("limit", limit + 1)
                                        .map(Invitations::invitation)
                                        .list());
        return Slice.of(rows, limit, invitation -> invitation.id().toString());
    }

    /**
     * Takes an invitation back.
     *
     * @return false when there is none that could still be used
     */
    public boolean delete(InvitationId id) {
        return jdbi.inTransaction(
                handle -> {
                    var deleted = deleteUnused(handle, id);
                    if (deleted) {
                        note(handle, "delete", id);
                    }
                    return deleted;
                });
    }

    private static boolean deleteUnused(Handle handle, InvitationId id) {
        return handle.createUpdate("DELETE FROM invitations WHERE id = :id AND used_at IS NULL")
                        .bind("id", id.value())
                        .execute()
                > 0;
    }

    /** Returns the invitation that a token and an address may still use. */
    public Optional<Invitation> find(OneTimeToken token, EmailAddress email) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM invitations
                                        WHERE token_hash = :hash AND used_at IS NULL
                                          AND expires_at > now() AND (email IS NULL OR email = :email)
                                        """)
                                .bind("hash", token.hash())
                                .bind("email", email.value())
                                .map(Invitations::invitation)
                                .findOne());
    }

    /** Returns the invitation that is for an address and may still be used. */
    static Optional<InvitationId> forAddress(Handle handle, EmailAddress email) {
        return handle.createQuery(
                        """
                        SELECT id FROM invitations
                        WHERE email = :email AND used_at IS NULL AND expires_at > now()
                        ORDER BY id LIMIT 1
                        """)
                .bind("email", email.value())
                .map((row, _) -> new InvitationId(Rows.uuid(row, "id")))
                .findOne();
    }

    /**
     * Uses an invitation up. Of several at once, one succeeds.
     *
     * @return false when it was used meanwhile, taken back, or has expired
     */
    static boolean use(Handle handle, InvitationId invitation, UserId user) {
        return handle.createUpdate(
                                """
                                UPDATE invitations SET used_at = now(), used_by = :user
                                WHERE id = :id AND used_at IS NULL AND expires_at > now()
                                """)
                        .bind("id", invitation.value())
                        .bind("user", user.value())
                        .execute()
                > 0;
    }

    /** Removes what was used or has expired so long ago that nobody asks. */
    void purge() {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "DELETE FROM invitations WHERE expires_at < now() - interval '90"
                                        + " days'"));
    }

    private static Invitation invitation(ResultSet row, StatementContext context)
            throws SQLException {
        return new Invitation(
                new InvitationId(Rows.uuid(row, "id")),
                Optional.ofNullable(row.getString("email")).map(EmailAddress::new),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "expires_at"),
                Optional.ofNullable(row.getObject("used_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
