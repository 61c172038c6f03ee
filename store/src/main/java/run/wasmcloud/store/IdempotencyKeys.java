package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.UserId;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Sees to it that requests with the same key are done once, for a day: a row is written before a
 * request is done, so that of many at once one is the first. Thread-safe.
 */
public final class IdempotencyKeys {
    /** The longest body that is kept, in bytes. */
    public static final int LARGEST_BODY = 65_536;

    private final Jdbi jdbi;

    IdempotencyKeys(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Claims a key.
     *
     * @param key 1 to 255 characters
     * @return {@code First} once, until {@link #release} or a day has passed
     */
    public KeyClaim claim(UserId user, String key) {
        return jdbi.inTransaction(
                handle -> {
                    removeOld(handle, user, key);
                    return insert(handle, user, key)
                            ? new KeyClaim.First()
                            : find(handle, user, key);
                });
    }

    private static void removeOld(Handle handle, UserId user, String key) {
        handle.createUpdate(
                        """
                        DELETE FROM idempotency_keys
                        WHERE user_id = :user AND key = :key
                          AND created_at < now() - interval '24 hours'
                        """)
                .bind("user", user.value())
                .bind("key", key)
                .execute();
    }

    private static boolean insert(Handle handle, UserId user, String key) {
        return handle.createUpdate(
                                """
                                INSERT INTO idempotency_keys (user_id, key) VALUES (:user, :key)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("user", user.value())
                        .bind("key", key)
                        .execute()
                > 0;
    }

    /** The other request may have released the key meanwhile. */
    private static KeyClaim find(Handle handle, UserId user, String key) {
        return handle.createQuery(
                        "SELECT * FROM idempotency_keys WHERE user_id = :user AND key = :key")
                .bind("user", user.value())
                .bind("key", key)
                .map(IdempotencyKeys::stored)
                .findOne()
                .orElseGet(() -> new KeyClaim.UnderWay(Instant.now()));
    }

    /** Keeps the answer of the request that was the first. */
    public void keep(UserId user, String key, KeptAnswer answer) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE idempotency_keys
                                        SET fingerprint = :fingerprint, status = :status,
                                            headers = CAST(:headers AS jsonb), body = :body
                                        WHERE user_id = :user AND key = :key
                                        """)
                                .bind("user", user.value())
                                .bind("key", key)
                                .bind("fingerprint", answer.fingerprint())
                                .bind("status", answer.status())
                                .bind("headers", Rows.json(answer.headers()))
                                .bindByType("body", answer.body(), byte[].class)
                                .execute());
    }

    /** Gives a key back whose request did nothing. */
    public void release(UserId user, String key) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        DELETE FROM idempotency_keys
                                        WHERE user_id = :user AND key = :key AND status IS NULL
                                        """)
                                .bind("user", user.value())
                                .bind("key", key)
                                .execute());
    }

    /** Removes the keys that hold no longer. */
    void purge() {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "DELETE FROM idempotency_keys WHERE created_at < now() -"
                                        + " interval '24 hours'"));
    }

    private static KeyClaim stored(ResultSet row, StatementContext context) throws SQLException {
        var status = row.getInt("status");
        if (row.wasNull()) {
            return new KeyClaim.UnderWay(Rows.instant(row, "created_at"));
        }
        return new KeyClaim.Done(
                new KeptAnswer(
                        row.getBytes("fingerprint"),
                        status,
                        Rows.texts(row, "headers"),
                        row.getBytes("body")));
    }
}
