package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvitationId;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

import java.util.Map;
import java.util.Optional;

/** The accounts that people make themselves: of role user, on the plan applicant. Thread-safe. */
public final class SignUps {
    private final Jdbi jdbi;

    SignUps(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Makes an account.
     *
     * @param verified whether its owner has shown to get mail at the address
     * @param invitation is used up with it; empty without one
     * @return empty when the address has an account, which stays as it is, as does the invitation
     * @throws WasmcloudException {@code CONFLICT} when the invitation was used up meanwhile
     */
    public Optional<User> create(
            EmailAddress email,
            PasswordHash password,
            boolean verified,
            Optional<InvitationId> invitation) {
        return jdbi.inTransaction(handle -> create(handle, email, password, verified, invitation));
    }

    static Optional<User> create(
            Handle handle,
            EmailAddress email,
            PasswordHash password,
            boolean verified,
            Optional<InvitationId> invitation) {
        var user = insert(handle, email, password, verified);
        user.ifPresent(made -> complete(handle, made.id(), invitation));
        return user;
    }

    private static Optional<User> insert(
            Handle handle, EmailAddress email, PasswordHash password, boolean verified) {
        return handle.createQuery(
                        """
                        INSERT INTO users (id, email, email_verified_at, password_hash, has_password,
                                           role, state, plan)
                        VALUES (:id, :email, CASE WHEN :verified THEN now() END, :hash, :hasPassword,
                                :role, 'active', :plan)
                        ON CONFLICT (email) DO NOTHING
                        RETURNING *
                        """)
                .bind("id", UserId.create().value())
                .bind("email", email.value())
                .bind("verified", verified)
                .bind("hash", password.storedForm())
                .bind("hasPassword", !password.isNobodys())
                .bind("role", Rows.word(Role.USER))
                .bind("plan", Rows.word(Plan.APPLICANT))
                .map(Users::user)
                .findOne();
    }

    private static void complete(Handle handle, UserId user, Optional<InvitationId> invitation) {
        invitation.ifPresent(used -> use(handle, used, user));
        AuditTrail.note(
                handle,
                user,
                "user.sign-up",
                user.toString(),
                invitation.map(used -> Map.of("invitation", used.toString())).orElse(Map.of()));
    }

    private static void use(Handle handle, InvitationId invitation, UserId user) {
        if (!Invitations.use(handle, invitation, user)) {
            throw new WasmcloudException(
                    ErrorCode.CONFLICT,
                    "The invitation was used, or taken back, meanwhile: ask for another one");
        }
    }
}
