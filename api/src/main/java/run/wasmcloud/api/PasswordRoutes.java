package run.wasmcloud.api;

import run.wasmcloud.api.mail.MailMessage;
import run.wasmcloud.api.mail.MailQueue;
import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.NewPasswordRequest;
import run.wasmcloud.model.wire.PasswordChangeRequest;
import run.wasmcloud.model.wire.PasswordResetCreated;
import run.wasmcloud.model.wire.PasswordResetRequest;
import run.wasmcloud.store.AccountLinks;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.OneTimeToken;
import run.wasmcloud.store.Store;

import java.util.Optional;
import java.util.stream.Stream;

/** Changing passwords, with the old one or with a link. */
final class PasswordRoutes {
    private final Store store;
    private final AccountSettings settings;
    private final MailQueue mail;
    private final AccountLetters letters;
    private final Presence presence;

    PasswordRoutes(Store store, AccountSettings settings, MailQueue mail) {
        this.store = store;
        this.settings = settings;
        this.mail = mail;
        this.letters = new AccountLetters(settings);
        this.presence = new Presence(store, settings.allowances().signIn());
    }

    Object change(Caller caller, ApiRequest request) {
        var user = caller.user();
        var wanted =
                request.json(
                        PasswordChangeRequest.class,
                        each ->
                                Stream.of(
                                        PasswordRules.error(
                                                "/newPassword", each.newPassword(), user.email())));
        if (store.accounts().hasPassword(user.id())) {
            var current = wanted.currentPassword();
            presence.requirePassword(caller, "/currentPassword", current == null ? "" : current);
        } else {
            presence.requireFreshSession(caller);
        }
        var hash = store.users().hash(wanted.newPassword());
        store.accounts().setPassword(user.id(), hash, caller.token());
        tell(user);
        return Answer.noContent();
    }

    private void tell(User user) {
        if (mail.delivers()) {
            mail.add(() -> address(user).map(letters::passwordChanged));
        }
    }

    /** The first administrator's address need not be one that mail can go to. */
    private static Optional<EmailAddress> address(User user) {
        return EmailAddress.isValid(user.email())
                ? Optional.of(EmailAddress.parse(user.email()))
                : Optional.empty();
    }

    /** Whether there is an account is looked up later, so that the answer's time tells nothing. */
    Object ask(ApiRequest request) {
        var wanted =
                request.json(
                        PasswordResetRequest.class,
                        each -> Stream.of(AccountRoutes.emailError("/email", each.email())));
        requireMail(mail);
        store.signInAttempts().take(settings.allowances().reset());
        var email = EmailAddress.parse(wanted.email());
        mail.add(() -> resetLetter(email));
        return Answer.accepted();
    }

    static void requireMail(MailQueue mail) {
        if (!mail.delivers()) {
            throw new WasmcloudException(
                    ErrorCode.CONFLICT,
                    "This installation sends no mail: ask its operator for a link");
        }
    }

    private Optional<MailMessage> resetLetter(EmailAddress email) {
        return store.throttle().tryTake(settings.allowances().letters(), email.value())
                ? store.users()
                        .findByEmail(email.value())
                        .map(user -> store.accountLinks().reset(user, true))
                        .map(link -> letters.reset(email, link.token()))
                : Optional.empty();
    }

    /** Makes a link for an administrator to hand out, where no mail is sent. */
    Object create(Caller caller, ApiRequest request) {
        var user =
                store.users()
                        .find(new UserId(request.id("user")))
                        .orElseThrow(() -> ApiRequest.notFound("user"));
        var link = store.accountLinks().reset(user, false);
        return new Answer(
                201,
                java.util.Map.of(),
                new PasswordResetCreated(
                        link.token().text(),
                        settings.link("new-password", link.token().text()),
                        link.expiresAt()));
    }

    Object reset(ApiRequest request) {
        var wanted = request.json(NewPasswordRequest.class);
        var token = new OneTimeToken(request.path("token"));
        var email = store.accountLinks().resets(token).orElseThrow(AccountLinks::gone);
        FieldErrors.requireNone(
                Stream.of(PasswordRules.error("/password", wanted.password(), email)));
        var user = store.accountLinks().reset(token, store.users().hash(wanted.password()));
        store.signInAttempts().remember(user.id());
        tell(user);
        return Answer.noContent();
    }
}
