package run.wasmcloud.api;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.api.mail.MailQueue;
import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.InvitationId;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.model.wire.InvitationCreated;
import run.wasmcloud.model.wire.InvitationItem;
import run.wasmcloud.model.wire.InvitationRequest;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Invitation;
import run.wasmcloud.store.Store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Whom administrators let sign up. */
final class InvitationRoutes {
    private static final Duration LIFE = Duration.ofDays(7);
    private static final Duration LONGEST_LIFE = Duration.ofDays(90);

    private final Store store;
    private final AccountSettings settings;
    private final MailQueue mail;
    private final AccountLetters letters;

    InvitationRoutes(Store store, AccountSettings settings, MailQueue mail) {
        this.store = store;
        this.settings = settings;
        this.mail = mail;
        this.letters = new AccountLetters(settings);
    }

    Object create(Caller caller, ApiRequest request) {
        requireUse();
        var wanted =
                request.json(
                        InvitationRequest.class,
                        each -> Stream.of(emailError(each.email()), expiryError(expiry(each))));
        var expiresAt = expiry(wanted);
        var issued =
                store.invitations().create(caller.user().id(), address(wanted.email()), expiresAt);
        issued.invitation().email().ifPresent(email -> send(email, issued));
        return Answer.created("/v1/invitations/" + issued.invitation().id(), created(issued));
    }

    private void send(EmailAddress email, Invitation.Issued issued) {
        if (mail.delivers()) {
            mail.add(() -> Optional.of(letters.invitation(email, issued.token())));
        }
    }

    private void requireUse() {
        if (settings.signUp() == SignUpMode.CLOSED) {
            throw new WasmcloudException(
                    ErrorCode.CONFLICT,
                    "Nobody could use an invitation: sign-up is closed (expected: the operator's"
                            + " setting 'invitation' or 'open')");
        }
    }

    private static Optional<FieldError> emailError(@Nullable String email) {
        return email == null ? Optional.empty() : AccountRoutes.emailError("/email", email);
    }

    private static @Nullable EmailAddress address(@Nullable String email) {
        return email == null ? null : EmailAddress.parse(email);
    }

    private static Instant expiry(InvitationRequest wanted) {
        return wanted.expiresAt() == null ? Instant.now().plus(LIFE) : wanted.expiresAt();
    }

    private static Optional<FieldError> expiryError(Instant expiresAt) {
        var now = Instant.now();
        return expiresAt.isAfter(now) && expiresAt.isBefore(now.plus(LONGEST_LIFE))
                ? Optional.empty()
                : FieldErrors.error(
                        "/expiresAt",
                        "must lie ahead, by at most %d days".formatted(LONGEST_LIFE.toDays()));
    }

    private InvitationCreated created(Invitation.Issued issued) {
        var invitation = issued.invitation();
        return new InvitationCreated(
                invitation.id().value(),
                invitation.email().map(EmailAddress::value).orElse(null),
                invitation.expiresAt(),
                issued.token().text(),
                settings.link("sign-up", issued.token().text()));
    }

    Object list(Caller caller, ApiRequest request) {
        return FunctionRoutes.page(
                store.invitations().list(request.cursor(), request.limit()),
                InvitationRoutes::item);
    }

    private static InvitationItem item(Invitation invitation) {
        return new InvitationItem(
                invitation.id().value(),
                invitation.email().map(EmailAddress::value).orElse(null),
                invitation.createdAt(),
                invitation.expiresAt(),
                invitation.usedAt().orElse(null));
    }

    Object delete(Caller caller, ApiRequest request) {
        if (!store.invitations().delete(new InvitationId(request.id("invitation")))) {
            throw ApiRequest.notFound("invitation that could still be used");
        }
        return Answer.noContent();
    }
}
