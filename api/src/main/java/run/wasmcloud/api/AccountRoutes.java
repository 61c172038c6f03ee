package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.SignUpRequest;
import run.wasmcloud.store.Invitation;
import run.wasmcloud.store.OneTimeToken;
import run.wasmcloud.store.Store;

import java.util.Optional;
import java.util.stream.Stream;

/** Making accounts. */
final class AccountRoutes {
    private final Store store;
    private final AccountSettings settings;

    AccountRoutes(Store store, AccountSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /**
     * Makes an account. The answer is the same when the address has one already, so that nobody
     * learns who has: the password was hashed in both cases, which is what takes the time.
     */
    Object signUp(ApiRequest request) {
        requireOpen();
        var wanted = request.json(SignUpRequest.class);
        FieldErrors.requireNone(
                Stream.of(
                        emailError("/email", wanted.email()),
                        PasswordRules.error("/password", wanted.password(), wanted.email()),
                        invitationError(wanted.invitation())));
        var email = EmailAddress.parse(wanted.email());
        var invitation = invitation(wanted.invitation(), email);
        var password = store.users().hash(wanted.password());
        var vouchedFor = invitation.flatMap(Invitation::email).isPresent();
        store.signUps().create(email, password, vouchedFor, invitation.map(Invitation::id));
        return Answer.accepted();
    }

    private void requireOpen() {
        if (settings.signUp() == SignUpMode.CLOSED) {
            throw new WasmcloudException(
                    ErrorCode.NOT_ALLOWED,
                    "This installation takes no new accounts: ask its operator");
        }
    }

    static Optional<FieldError> emailError(String pointer, @Nullable String email) {
        return email != null && EmailAddress.isValid(email)
                ? Optional.empty()
                : FieldErrors.error(pointer, "must be " + EmailAddress.EXPECTED);
    }

    private Optional<FieldError> invitationError(@Nullable String invitation) {
        return invitation == null && settings.signUp() == SignUpMode.INVITATION
                ? FieldErrors.error(
                        "/invitation", "must be given: only who is invited may sign up here")
                : Optional.empty();
    }

    private Optional<Invitation> invitation(@Nullable String token, EmailAddress email) {
        if (token == null) {
            return Optional.empty();
        }
        var found = store.invitations().find(new OneTimeToken(token), email);
        if (found.isEmpty()) {
            throw ApiRequest.invalid(
                    "/invitation",
                    "was used, taken back, has expired or is for another address: ask for another"
                            + " one");
        }
        return found;
    }
}
