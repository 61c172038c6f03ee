package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.api.mail.MailMessage;
import run.wasmcloud.api.mail.MailQueue;
import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.InvitationId;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.ConfirmationRequest;
import run.wasmcloud.model.wire.SignUpRequest;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Invitation;
import run.wasmcloud.store.OneTimeToken;
import run.wasmcloud.store.PasswordHash;
import run.wasmcloud.store.Store;

import java.util.Optional;
import java.util.stream.Stream;

/** Making accounts, showing that one gets mail, and deleting them. */
final class AccountRoutes {
    private final Store store;
    private final AccountSettings settings;
    private final MailQueue mail;
    private final AccountLetters letters;
    private final Presence presence;

    AccountRoutes(Store store, AccountSettings settings, MailQueue mail) {
        this.store = store;
        this.settings = settings;
        this.mail = mail;
        this.letters = new AccountLetters(settings);
        this.presence = new Presence(store, settings.allowances().signIn());
    }

    /**
     * Makes an account, or lets a mail be sent that leads to one. The answer is the same when the
     * address has one already, so that nobody learns who has; its owner is told by mail.
     */
    Object signUp(ApiRequest request) {
        requireOpen();
        var wanted =
                request.json(
                        SignUpRequest.class,
                        each ->
                                Stream.of(
                                        emailError("/email", each.email()),
                                        PasswordRules.error(
                                                "/password", each.password(), each.email()),
                                        invitationError(each.invitation())));
        store.signInAttempts().take(settings.allowances().signUp());
        var email = EmailAddress.parse(wanted.email());
        var invitation = invitation(wanted.invitation(), email);
        signUp(email, store.users().hash(wanted.password()), invitation);
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

    /**
     * An invitation for the address vouches for it. Where no mail is sent, nothing can: the account
     * is made at once, and whoever signs up learns from a sign-in whether there was one.
     */
    private void signUp(
            EmailAddress email, PasswordHash password, Optional<Invitation> invitation) {
        var vouchedFor = invitation.flatMap(Invitation::email).isPresent();
        var used = invitation.map(Invitation::id);
        if (mail.delivers() && !vouchedFor) {
            mail.add(() -> signUpLetter(email, password, used));
            return;
        }
        var made = store.signUps().create(email, password, vouchedFor, used);
        if (made.isEmpty() && mail.delivers()) {
            mail.add(() -> letter(email, letters.accountExists(email)));
        }
    }

    private Optional<MailMessage> signUpLetter(
            EmailAddress email, PasswordHash password, Optional<InvitationId> invitation) {
        if (store.users().findByEmail(email.value()).isPresent()) {
            return letter(email, letters.accountExists(email));
        }
        var link = store.accountLinks().signUp(email, password, invitation);
        return letter(email, letters.confirmSignUp(email, link.token()));
    }

    /** Returns a letter, unless its receiver has got many, which somebody may have meant. */
    private Optional<MailMessage> letter(EmailAddress email, MailMessage letter) {
        return Optional.of(letter)
                .filter(
                        _ ->
                                store.throttle()
                                        .tryTake(settings.allowances().letters(), email.value()));
    }

    /** Sends a mail to the user's address once more. */
    Object verify(Caller caller, ApiRequest request) {
        PasswordRoutes.requireMail(mail);
        var user = caller.user();
        if (user.emailVerified() || !EmailAddress.isValid(user.email())) {
            throw new WasmcloudException(
                    ErrorCode.CONFLICT,
                    user.emailVerified()
                            ? "The address is verified already"
                            : "No mail can be sent to '%s'".formatted(user.email()));
        }
        store.throttle().take(settings.allowances().letters(), user.email());
        var email = EmailAddress.parse(user.email());
        mail.add(
                () ->
                        Optional.of(
                                letters.verify(email, store.accountLinks().verify(user).token())));
        return Answer.accepted();
    }

    Object confirm(ApiRequest request) {
        var wanted = request.json(ConfirmationRequest.class);
        var token = new OneTimeToken(request.path("token"));
        store.accountLinks().confirm(token, wanted.password());
        return Answer.noContent();
    }

    Object delete(Caller caller, ApiRequest request) {
        var wanted = request.json(ConfirmationRequest.class);
        presence.require(caller, "/password", wanted.password());
        var user = caller.user();
        store.accounts().delete(user.id());
        if (mail.delivers() && EmailAddress.isValid(user.email())) {
            mail.add(() -> Optional.of(letters.deleted(EmailAddress.parse(user.email()))));
        }
        return Answer.noContent();
    }
}
