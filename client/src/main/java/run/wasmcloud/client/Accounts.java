package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.ConfirmationRequest;
import run.wasmcloud.model.wire.NewPasswordRequest;
import run.wasmcloud.model.wire.PasswordChangeRequest;
import run.wasmcloud.model.wire.PasswordResetCreated;
import run.wasmcloud.model.wire.PasswordResetRequest;
import run.wasmcloud.model.wire.SignUpRequest;

import java.util.UUID;

/** One's own account. Every method throws {@link ClientException}. */
public final class Accounts {
    private final Transport transport;

    Accounts(Transport transport) {
        this.transport = transport;
    }

    /**
     * Signs up: {@code POST /v1/users}. Nobody is told whether the address had an account already:
     * where the installation sends mail, its owner gets one in both cases.
     */
    public void signUp(SignUpRequest request) {
        transport.post(Route.of("users"), request);
    }

    /**
     * Follows the link in a mail that ends a sign-up or verifies an address.
     *
     * @param token what the link holds
     * @param password that which was chosen at the sign-up; null to verify an address
     */
    public void confirm(String token, @Nullable String password) {
        transport.put(Route.of("verifications", token), new ConfirmationRequest(password));
    }

    /** Gets a mail once more that verifies the address. */
    public void askForVerification() {
        transport.post(Route.of("whoami", "verifications"));
    }

    /** Gets a mail that leads to a new password, if the address has an account. */
    public void askForPasswordReset(String email) {
        transport.post(Route.of("password-resets"), new PasswordResetRequest(email));
    }

    /**
     * Sets a new password; all sessions of the user end.
     *
     * @param token what the link in the mail holds
     */
    public void resetPassword(String token, String password) {
        transport.put(Route.of("password-resets", token), new NewPasswordRequest(password));
    }

    /** Makes a link for a user to set a new password; for administrators. */
    public PasswordResetCreated createPasswordReset(UUID user) {
        return transport.post(
                Route.of("users", user.toString(), "password-resets"), PasswordResetCreated.class);
    }

    /** Changes the password; all other sessions of the user end. */
    public void changePassword(PasswordChangeRequest request) {
        transport.put(Route.of("whoami", "password"), request);
    }

    /**
     * Deletes the account for good, with all that it owns.
     *
     * @param password the account's; null when the session is of the last minutes
     */
    public void delete(@Nullable String password) {
        transport.delete(Route.of("whoami"), new ConfirmationRequest(password));
    }
}
