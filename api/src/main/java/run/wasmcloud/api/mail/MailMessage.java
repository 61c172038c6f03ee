package run.wasmcloud.api.mail;

import run.wasmcloud.model.EmailAddress;

/**
 * A mail of plain text to one recipient.
 *
 * @param subject one line
 * @param text lines that end with {@code \n}
 */
public record MailMessage(EmailAddress to, String subject, String text) {
    private static final int LONGEST_SUBJECT = 200;

    public MailMessage {
        if (subject.length() > LONGEST_SUBJECT
                || subject.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a subject (expected: one line of at most %d characters)"
                            .formatted(LONGEST_SUBJECT));
        }
    }

    /** Hides the text, which may hold a token: this may reach a log. */
    @Override
    public String toString() {
        return "MailMessage[%s, %s]".formatted(to, subject);
    }
}
