package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvitationId;
import run.wasmcloud.model.User;
import run.wasmcloud.model.WasmcloudException;

import java.util.Map;
import java.util.Optional;

/** Which accounts belong to those who sign in elsewhere. Thread-safe. */
public final class Identities {
    private final Jdbi jdbi;

    Identities(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Who gets an account that has none. */
    public enum Newcomers {
        /** Anybody. */
        ALL,
        /** Who has an invitation for the address, which is used up. */
        INVITED,
        /** Nobody. */
        NONE
    }

    /**
     * Returns somebody's account. Whom the provider calls by a known subject has one. Somebody else
     * gets the account of the same address, if both the provider and this installation know that
     * its owner gets mail there: else whoever signed up here first with another's address would
     * share the account with its owner. Otherwise an account is made, if that is allowed.
     *
     * @throws WasmcloudException {@code NOT_ALLOWED}, {@code CONFLICT}
     */
    public User signIn(Identity identity, Newcomers newcomers) {
        return jdbi.inTransaction(
                handle ->
                        known(handle, identity)
                                .or(() -> byEmail(handle, identity))
                                .map(Users::active)
                                .orElseGet(() -> create(handle, identity, newcomers)));
    }

    private static Optional<User> known(Handle handle, Identity identity) {
        return handle.createQuery(
                        """
                        SELECT users.* FROM users JOIN identities ON user_id = users.id
                        WHERE issuer = :issuer AND subject = :subject
                        """)
                .bind("issuer", identity.issuer())
                .bind("subject", identity.subject())
                .map(Users::user)
                .findOne();
    }

    private static Optional<User> byEmail(Handle handle, Identity identity) {
        var user =
                handle.createQuery("SELECT * FROM users WHERE email = :email FOR UPDATE")
                        .bind("email", email(identity).value())
                        .map(Users::user)
                        .findOne();
        user.ifPresent(
                found -> {
                    requireVerified(found);
                    link(handle, identity, found);
                });
        return user;
    }

    private static EmailAddress email(Identity identity) {
        return identity.email()
                .orElseThrow(
                        () ->
                                new WasmcloudException(
                                        ErrorCode.NOT_ALLOWED,
                                        "The provider does not say that it has verified your"
                                                + " address: have it verified there"));
    }

    private static void requireVerified(User user) {
        if (!user.emailVerified()) {
            throw new WasmcloudException(
                    ErrorCode.CONFLICT,
                    "Your address has an account here that has not verified it: sign in with its"
                            + " password, verify the address, and try again");
        }
    }

    private static void link(Handle handle, Identity identity, User user) {
        handle.createUpdate(
                        """
                        INSERT INTO identities (issuer, subject, user_id)
                        VALUES (:issuer, :subject, :user) ON CONFLICT DO NOTHING
                        """)
                .bind("issuer", identity.issuer())
                .bind("subject", identity.subject())
                .bind("user", user.id().value())
                .execute();
        AuditTrail.note(
                handle,
                user.id(),
                "user.link",
                user.id().toString(),
                Map.of("issuer", identity.issuer()));
    }

    private static User create(Handle handle, Identity identity, Newcomers newcomers) {
        var email = email(identity);
        var invitation = invitation(handle, email, newcomers);
        var user =
                SignUps.create(handle, email, PasswordHash.nobodys(), true, invitation)
                        .orElseThrow(
                                () ->
                                        new WasmcloudException(
                                                ErrorCode.CONFLICT,
                                                "Your address got an account at this moment: try"
                                                        + " again"));
        link(handle, identity, user);
        return user;
    }

    private static Optional<InvitationId> invitation(
            Handle handle, EmailAddress email, Newcomers newcomers) {
        return switch (newcomers) {
            case ALL -> Optional.empty();
            case INVITED ->
                    Invitations.forAddress(handle, email)
                            .or(
                                    () -> {
                                        throw new WasmcloudException(
                                                ErrorCode.NOT_ALLOWED,
                                                "You have no account here, and no invitation: ask"
                                                        + " the operator");
                                    });
            case NONE ->
                    throw new WasmcloudException(
                            ErrorCode.NOT_ALLOWED,
                            "You have no account here, and this installation takes no new ones: ask"
                                    + " its operator");
        };
    }
}
