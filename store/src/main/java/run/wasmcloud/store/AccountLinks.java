package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvitationId;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What links let their bearers do once, for a time: end a sign-up, show that they get mail at an
 * address, set a new password. Thread-safe.
 */
public final class AccountLinks {
    private static final Duration SIGN_UP_LIFE = Duration.ofDays(1);
    private static final Duration RESET_LIFE = Duration.ofHours(1);

    private final Jdbi jdbi;
    private final Passwords passwords;

    AccountLinks(Jdbi jdbi, Passwords passwords) {
        this.jdbi = jdbi;
        this.passwords = passwords;
    }

    private enum Purpose {
        SIGN_UP,
        VERIFY,
        RESET
    }

    /** A new link's token, which is shown this once. */
    public record Issued(OneTimeToken token, Instant expiresAt) {}

    private record Link(
            Purpose purpose,
            String email,
            Optional<UserId> user,
            Optional<PasswordHash> password,
            Optional<InvitationId> invitation,
            boolean mailed) {}

    /** Begins a sign-up, which ends when the link in the mail is followed. */
    public Issued signUp(
            EmailAddress email, PasswordHash password, Optional<InvitationId> invitation) {
        var link =
                new Link(
                        Purpose.SIGN_UP,
                        email.value(),
                        Optional.empty(),
                        Optional.of(password),
                        invitation,
                        true);
        return jdbi.withHandle(handle -> insert(handle, link, SIGN_UP_LIFE));
    }

    /** Lets a user show to get mail at the account's address. */
    public Issued verify(User user) {
        var link = linkOf(user, Purpose.VERIFY, true);
        return jdbi.withHandle(handle -> insert(handle, link, SIGN_UP_LIFE));
    }

    /**
     * Lets whoever follows the link set an account's password.
     *
     * @param mailed whether the link is mailed, so that following it shows who gets mail there
     */
    public Issued reset(User user, boolean mailed) {
        return jdbi.inTransaction(
                handle -> {
                    var issued = insert(handle, linkOf(user, Purpose.RESET, mailed), RESET_LIFE);
                    note(handle, user.id(), "user.reset-link");
                    return issued;
                });
    }

    private static Link linkOf(User user, Purpose purpose, boolean mailed) {
        return new Link(
                purpose,
                user.email(),
                Optional.of(user.id()),
                Optional.empty(),
                Optional.empty(),
                mailed);
    }

    private static Issued insert(Handle handle, Link link, Duration life) {
        var token = OneTimeToken.create();
        var expiresAt =
                handle.createQuery(
                                """
                                INSERT INTO account_links (token_hash, purpose, user_id, email,
                                    password_hash, invitation_id, mailed, expires_at)
                                VALUES (:hash, :purpose, :user, :email, :password, :invitation, :mailed,
                                    now() + make_interval(secs => :seconds))
                                RETURNING expires_at
                                """)
                        .bind("hash", token.hash())
                        .bind("purpose", Rows.word(link.purpose()))
                        .bindByType("user", link.user().map(UserId::value).orElse(null), UUID.class)
                        .bind("email", link.email())
                        .bindByType(
                                "password",
                                link.password().map(PasswordHash::storedForm).orElse(null),
                                String.class)
                        .bindByType(
                                "invitation",
                                link.invitation().map(InvitationId::value).orElse(null),
                                UUID.class)
                        .bind("mailed", link.mailed())
                        .bind("seconds", (double) life.toSeconds())
                        .map((row, _) -> Rows.instant(row, "expires_at"))
                        .one();
        return new Issued(token, expiresAt);
    }

    private static void note(Handle handle, UserId user, String action) {
        AuditTrail.note(handle, user, action, user.toString(), Map.of());
    }

    /**
     * Follows a mailed link: makes the account of a sign-up, or verifies an account's address.
     *
     * @param password that which was chosen at the sign-up, so that nobody brings to life by
     *     accident what somebody else began with their address; null for an account that is there
     * @return the account
     * @throws WasmcloudException {@code NOT_FOUND} when there is no such link, or no more; {@code
     *     WRONG_CREDENTIALS}; {@code CONFLICT} when the address got an account meanwhile
     */
    public User confirm(OneTimeToken token, @Nullable String password) {
        var link = find(token).filter(found -> found.purpose() != Purpose.RESET);
        link.flatMap(Link::password).ifPresent(chosen -> requireMatch(chosen, password));
        return jdbi.inTransaction(
                handle ->
                        take(handle, token)
                                .filter(found -> found.purpose() != Purpose.RESET)
                                .map(found -> confirm(handle, found))
                                .orElseThrow(AccountLinks::gone));
    }

    private void requireMatch(PasswordHash chosen, @Nullable String password) {
        if (password == null || !passwords.matches(password, chosen)) {
            throw new WasmcloudException(
                    ErrorCode.WRONG_CREDENTIALS,
                    "The password is not the one that was chosen at the sign-up");
        }
    }

    private static User confirm(Handle handle, Link link) {
        return link.user()
                .map(user -> verified(handle, user))
                .orElseGet(() -> signedUp(handle, link));
    }

    private static User verified(Handle handle, UserId user) {
        note(handle, user, "user.verify");
        return handle.createQuery(
                        """
                        UPDATE users SET email_verified_at = COALESCE(email_verified_at, now())
                        WHERE id = :user RETURNING *
                        """)
                .bind("user", user.value())
                .map(Users::user)
                .one();
    }

    private static User signedUp(Handle handle, Link link) {
        return SignUps.create(
                        handle,
                        new EmailAddress(link.email()),
                        link.password().orElseThrow(),
                        true,
                        link.invitation())
                .orElseThrow(
                        () ->
                                new WasmcloudException(
                                        ErrorCode.CONFLICT,
                                        "The address has an account meanwhile: sign in"));
    }

    /** Returns whose password a link sets. */
    public Optional<String> resets(OneTimeToken token) {
        return find(token).filter(link -> link.purpose() == Purpose.RESET).map(Link::email);
    }

    /**
     * Follows a link that sets a password. All sessions of the account end, and its other links of
     * the kind go.
     *
     * @return the account
     * @throws WasmcloudException {@code NOT_FOUND} when there is no such link, or no more
     */
    public User reset(OneTimeToken token, PasswordHash password) {
        return jdbi.inTransaction(
                handle ->
                        take(handle, token)
                                .filter(link -> link.purpose() == Purpose.RESET)
                                .map(link -> reset(handle, link, password))
                                .orElseThrow(AccountLinks::gone));
    }

    private static User reset(Handle handle, Link link, PasswordHash password) {
        var user = link.user().orElseThrow();
        Accounts.setPassword(handle, user, password, Optional.empty());
        return link.mailed() ? verified(handle, user) : Users.find(handle, user).orElseThrow();
    }

    /** Returns the error for a link that is not there, or no more: which, is not told. */
    public static WasmcloudException gone() {
        return new WasmcloudException(
                ErrorCode.NOT_FOUND,
                "There is no such link: it was used or has expired; ask for another one");
    }

    private Optional<Link> find(OneTimeToken token) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM account_links WHERE token_hash = :hash AND"
                                                + " expires_at > now()")
                                .bind("hash", token.hash())
                                .map(AccountLinks::link)
                                .findOne());
    }

    /** Of several that follow a link at once, one gets it. */
    private static Optional<Link> take(Handle handle, OneTimeToken token) {
        return handle.createQuery(
                        """
                        DELETE FROM account_links
                        WHERE token_hash = :hash AND expires_at > now() RETURNING *
                        """)
                .bind("hash", token.hash())
                .map(AccountLinks::link)
                .findOne();
    }

    private static Link link(ResultSet row, StatementContext context) throws SQLException {
        return new Link(
                Rows.value(Purpose.class, row, "purpose"),
                row.getString("email"),
                Rows.optionalUuid(row, "user_id").map(UserId::new),
                Optional.ofNullable(row.getString("password_hash")).map(PasswordHash::parse),
                Rows.optionalUuid(row, "invitation_id").map(InvitationId::new),
                row.getBoolean("mailed"));
    }

    /** Removes what has expired. */
    void purge() {
        jdbi.useHandle(
                handle -> handle.execute("DELETE FROM account_links WHERE expires_at < now()"));
    }
}
