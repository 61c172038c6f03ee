package run.wasmcloud.api;

import run.wasmcloud.api.mail.MailMessage;
import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.store.OneTimeToken;

/** What users are written about their accounts. */
final class AccountLetters {
    private final AccountSettings settings;

    AccountLetters(AccountSettings settings) {
        this.settings = settings;
    }

    MailMessage confirmSignUp(EmailAddress to, OneTimeToken token) {
        return new MailMessage(
                to,
                "Confirm your sign-up",
                """
                Somebody, most likely you, signed up for Wasmcloud with this address.
                To confirm it, follow this link within a day, and give the password
                that you chose:

                %s

                If it was not you, there is nothing to do: no account is made.
                """
                        .formatted(settings.link("confirm", token.text())));
    }

    MailMessage accountExists(EmailAddress to) {
        return new MailMessage(
                to,
                "You have an account already",
                """
                Somebody, most likely you, signed up for Wasmcloud with this address,
                which has an account already. Nothing was changed. Sign in, or set a
                new password, here:

                %s

                If it was not you, there is nothing to do.
                """
                        .formatted(settings.links()));
    }

    MailMessage verify(EmailAddress to, OneTimeToken token) {
        return new MailMessage(
                to,
                "Confirm your address",
                """
                To confirm that you get mail at this address, follow this link within
                a day:

                %s
                """
                        .formatted(settings.link("confirm", token.text())));
    }

    MailMessage reset(EmailAddress to, OneTimeToken token) {
        return new MailMessage(
                to,
                "Set a new password",
                """
                Somebody, most likely you, asked for a new password for your Wasmcloud
                account. To set one, follow this link within an hour:

                %s

                If it was not you, there is nothing to do: your password stays.
                """
                        .formatted(settings.link("new-password", token.text())));
    }

    MailMessage passwordChanged(EmailAddress to) {
        return new MailMessage(
                to,
                "Your password was changed",
                """
                The password of your Wasmcloud account was changed, and where else you
                were signed in, you no longer are. Your API tokens are still valid.

                If it was not you, set a new password at once, and revoke the tokens
                that you do not know:

                %s
                """
                        .formatted(settings.links()));
    }

    MailMessage invitation(EmailAddress to, OneTimeToken token) {
        return new MailMessage(
                to,
                "You are invited",
                """
                You are invited to Wasmcloud. To make your account, follow this link:

                %s
                """
                        .formatted(settings.link("sign-up", token.text())));
    }

    MailMessage deleted(EmailAddress to) {
        return new MailMessage(
                to,
                "Your account was deleted",
                """
                Your Wasmcloud account was deleted, with all that it owned.
                """);
    }
}
