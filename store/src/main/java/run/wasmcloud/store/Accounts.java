package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.TokenId;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What users do with their own accounts. Thread-safe. */
public final class Accounts {
    private static final int BATCH = 10_000;

    private final Jdbi jdbi;
    private final Changes changes;
    private final Passwords passwords;

    Accounts(Jdbi jdbi, Changes changes, Passwords passwords) {
        this.jdbi = jdbi;
        this.changes = changes;
        this.passwords = passwords;
    }

    /** Tells whether an account has a password: those who sign in elsewhere need none. */
    public boolean hasPassword(UserId user) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT has_password FROM users WHERE id = :id")
                                .bind("id", user.value())
                                .mapTo(Boolean.class)
                                .findOne()
                                .orElse(false));
    }

    /** Tells whether a text is an account's password. */
    public boolean isPassword(UserId user, String text) {
        var hash =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery("SELECT password_hash FROM users WHERE id = :id")
                                        .bind("id", user.value())
                                        .mapTo(String.class)
                                        .findOne());
        return hash.map(PasswordHash::parse)
                .filter(stored -> passwords.matches(text, stored))
                .isPresent();
    }

    /** Gives an account another password and ends its sessions, but for the one that is kept. */
    public void setPassword(UserId user, PasswordHash password, TokenId kept) {
        jdbi.useTransaction(handle -> setPassword(handle, user, password, Optional.of(kept)));
    }

    static void setPassword(
            Handle handle, UserId user, PasswordHash password, Optional<TokenId> kept) {
        handle.createUpdate(
                        "UPDATE users SET password_hash = :hash, has_password = true WHERE id ="
                                + " :user")
                .bind("hash", password.storedForm())
                .bind("user", user.value())
                .execute();
        handle.createUpdate(
                        """
                        UPDATE tokens SET revoked_at = now()
                        WHERE user_id = :user AND kind = 'session' AND revoked_at IS NULL
                          AND id IS DISTINCT FROM :kept
                        """)
                .bind("user", user.value())
                .bindByType("kept", kept.map(TokenId::value).orElse(null), UUID.class)
                .execute();
        handle.createUpdate("DELETE FROM account_links WHERE user_id = :user AND purpose = 'reset'")
                .bind("user", user.value())
                .execute();
        AuditTrail.note(handle, user, "user.password", user.toString(), Map.of());
    }

    /**
     * Deletes an account for good, with all that it owns. Its functions stop at once, and their
     * names are free; their receipts and logs go with the next maintenance, or with their day. The
     * modules' bytes stay until nobody needs them: others may have uploaded the same.
     *
     * @throws WasmcloudException {@code CONFLICT} when it is the last administrator's
     */
    public void delete(UserId user) {
        var functions = jdbi.inTransaction(handle -> delete(handle, user));
        functions.forEach(changes::publish);
        changes.publish(new Change.UserChanged(user));
    }

    private static List<Change.FunctionChanged> delete(Handle handle, UserId user) {
        requireAnotherAdministrator(handle, user);
        AuditTrail.note(handle, user, "user.delete", user.toString(), Map.of());
        handle.createUpdate(
                        """
                        INSERT INTO forgotten_functions (id)
                        SELECT id FROM functions WHERE owner_id = :user
                        """)
                .bind("user", user.value())
                .execute();
        var functions =
                handle.createQuery(
                                "DELETE FROM functions WHERE owner_id = :user RETURNING id, name")
                        .bind("user", user.value())
                        .map(
                                (row, _) ->
                                        new Change.FunctionChanged(
                                                new FunctionId(Rows.uuid(row, "id")),
                                                new FunctionName(row.getString("name"))))
                        .list();
        handle.createUpdate("DELETE FROM users WHERE id = :user")
                .bind("user", user.value())
                .execute();
        return functions;
    }

    /** Locks the administrators' rows, so that the last two cannot both go at once. */
    private static void requireAnotherAdministrator(Handle handle, UserId user) {
        var administrators =
                handle.createQuery(
                                """
                                SELECT id FROM users WHERE role = 'admin' AND state = 'active'
                                ORDER BY id FOR UPDATE
                                """)
                        .mapTo(UUID.class)
                        .list();
        if (administrators.equals(List.of(user.value()))) {
            throw new WasmcloudException(
                    ErrorCode.CONFLICT,
                    "The installation has no other administrator: make one first");
        }
    }

    /**
     * Removes what the functions of deleted accounts left behind. Executors may ship receipts after
     * the deletion, so each is looked after until the last day's partition is gone.
     */
    void purge() {
        var forgotten =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery("SELECT id FROM forgotten_functions")
                                        .mapTo(UUID.class)
                                        .list());
        forgotten.forEach(
                function -> {
                    purge("invocations", function);
                    purge("log_lines", function);
                });
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "DELETE FROM forgotten_functions WHERE created_at < now() -"
                                        + " interval '40 days'"));
    }

    /** In batches, each a transaction of its own, since there may be very many. */
    private void purge(String table, UUID function) {
        int removed;
        do {
            removed =
                    jdbi.withHandle(
                            handle ->
                                    handle.createUpdate(
                                                    """
                                                    DELETE FROM %1$s WHERE id IN (
                                                        SELECT id FROM %1$s WHERE function_id = :function
                                                        LIMIT :batch)
                                                    """
                                                            .formatted(table))
                                            .bind("function", function)
                                            .bind("batch", BATCH)
                                            .execute());
        } while (removed == BATCH);
    }
}
