package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The accounts. Thread-safe. */
public final class Users {
    private final Jdbi jdbi;
    private final Changes changes;
    private final Passwords passwords;

    Users(Jdbi jdbi, Changes changes, Passwords passwords) {
        this.jdbi = jdbi;
        this.changes = changes;
        this.passwords = passwords;
    }

    /**
     * Makes an active account.
     *
     * @param email in any case
     * @throws WasmcloudException {@code CONFLICT} when the address has an account
     */
    public User create(String email, String password, Role role, Plan plan) {
        var hash = passwords.hash(password);
        return jdbi.inTransaction(
                handle -> {
                    var user = insert(handle, canonical(email), hash, role, plan);
                    note(
                            handle,
                            user.id(),
                            "create",
                            Map.of("role", Rows.word(role), "plan", Rows.word(plan)));
                    return user;
                });
    }

    private static User insert(
            Handle handle, String email, PasswordHash hash, Role role, Plan plan) {
        return handle.createQuery(
                        """
                        INSERT INTO users (id, email, password_hash, role, state, plan)
                        VALUES (:id, :email, :hash, :role, 'active', :plan)
                        ON CONFLICT (email) DO NOTHING
                        RETURNING *
                        """)
                .bind("id", UserId.create().value())
                .bind("email", email)
                .bind("hash", hash.storedForm())
                .bind("role", Rows.word(role))
                .bind("plan", Rows.word(plan))
                .map(Users::user)
                .findOne()
                .orElseThrow(Users::taken);
    }

    private static void note(Handle handle, UserId user, String verb, Map<String, String> details) {
        AuditTrail.note(handle, user, "user." + verb, user.toString(), details);
    }

    /** Returns the account with an address, in any case. */
    public Optional<User> findByEmail(String email) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT * FROM users WHERE email = :email")
                                .bind("email", canonical(email))
                                .map(Users::user)
                                .findOne());
    }

    /** Returns an account. */
    public Optional<User> find(UserId id) {
        return jdbi.withHandle(handle -> find(handle, id));
    }

    static Optional<User> find(Handle handle, UserId id) {
        return handle.createQuery("SELECT * FROM users WHERE id = :id")
                .bind("id", id.value())
                .map(Users::user)
                .findOne();
    }

    /** Tells whether there is any account: a new installation has none. */
    public boolean isEmpty() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT NOT EXISTS (SELECT FROM users)")
                                .mapTo(Boolean.class)
                                .one());
    }

    /**
     * Returns the account that an address and its password belong to. Takes equally long for
     * addresses without an account.
     *
     * @throws WasmcloudException {@code WRONG_CREDENTIALS}; {@code NOT_ALLOWED} when the password
     *     is right and the account is locked
     */
    public User signIn(String email, String password) {
        var account = account(email);
        if (account.isEmpty()) {
            passwords.matchNobody(password);
        }
        var found =
                account.filter(each -> passwords.matches(password, each.hash()))
                        .orElseThrow(Users::wrongCredentials);
        renew(found, password);
        return active(found.user());
    }

    /** Hashes a password with today's figures, now that it is at hand, when it was with others. */
    private void renew(Account account, String password) {
        if (!account.hash().isCurrent()) {
            update(
                    account.user().id(),
                    "UPDATE users SET password_hash = :value WHERE id = :id",
                    passwords.hash(password).storedForm(),
                    _ -> {});
        }
    }

    /** Returns what to store of a password. Takes tens of milliseconds, on purpose. */
    public PasswordHash hash(String password) {
        return passwords.hash(password);
    }

    private static WasmcloudException wrongCredentials() {
        return new WasmcloudException(
                ErrorCode.WRONG_CREDENTIALS, "The address or the password is wrong");
    }

    private Optional<Account> account(String email) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT * FROM users WHERE email = :email")
                                .bind("email", canonical(email))
                                .map(
                                        (row, context) ->
                                                new Account(
                                                        user(row, context),
                                                        PasswordHash.parse(
                                                                row.getString("password_hash"))))
                                .findOne());
    }

    /** Locks or unlocks an account; seen by the next request. */
    public void setState(UserId id, UserState state) {
        update(
                id,
                "UPDATE users SET state = :value WHERE id = :id",
                Rows.word(state),
                handle ->
                        note(handle, id, state == UserState.LOCKED ? "lock" : "unlock", Map.of()));
    }

    /** Puts an account on another plan. */
    public void setPlan(UserId id, Plan plan) {
        update(
                id,
                "UPDATE users SET plan = :value WHERE id = :id",
                Rows.word(plan),
                handle -> note(handle, id, "plan", Map.of("plan", Rows.word(plan))));
    }

    /** Gives an account another password. */
    public void setPassword(UserId id, String password) {
        update(
                id,
                "UPDATE users SET password_hash = :value WHERE id = :id",
                passwords.hash(password).storedForm(),
                handle -> note(handle, id, "password", Map.of()));
    }

    private void update(UserId id, String sql, String value, Consumer<Handle> note) {
        jdbi.useTransaction(
                handle -> {
                    handle.createUpdate(sql).bind("id", id.value()).bind("value", value).execute();
                    note.accept(handle);
                });
        changes.publish(new Change.UserChanged(id));
    }

    private static String canonical(String email) {
        return Rows.text(email.strip().toLowerCase(Locale.ROOT));
    }

    private static WasmcloudException taken() {
        return new WasmcloudException(ErrorCode.CONFLICT, "The address has an account already");
    }

    static User user(ResultSet row, StatementContext context) throws SQLException {
        return new User(
                new UserId(Rows.uuid(row, "id")),
                row.getString("email"),
                row.getObject("email_verified_at") != null,
                Rows.value(Role.class, row, "role"),
                Rows.value(UserState.class, row, "state"),
                Rows.value(Plan.class, row, "plan"),
                Rows.instant(row, "created_at"));
    }

    /**
     * Lets an account's owner in.
     *
     * @throws WasmcloudException {@code NOT_ALLOWED} when the account is locked
     */
    static User active(User user) {
        if (user.state() == UserState.LOCKED) {
            throw new WasmcloudException(
                    ErrorCode.NOT_ALLOWED, "The account is locked: ask the operator");
        }
        return user;
    }

    private record Account(User user, PasswordHash hash) {}
}
