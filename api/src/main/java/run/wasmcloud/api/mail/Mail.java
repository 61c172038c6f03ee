package run.wasmcloud.api.mail;

import org.jspecify.annotations.Nullable;

/** What takes mail. Thread-safe. */
public interface Mail {
    /**
     * Hands a mail over, which may take a minute.
     *
     * @throws MailException when it was not taken
     */
    void send(MailMessage message) throws MailException;

    /** Tells whether mail that is handed over goes anywhere. */
    default boolean delivers() {
        return true;
    }

    /** Returns what sends mail as the settings have it: nowhere, when there are none. */
    static Mail of(@Nullable SmtpSettings settings) {
        return settings == null ? none() : new SmtpMail(settings);
    }

    /** Returns what sends no mail. */
    static Mail none() {
        return new Mail() {
            @Override
            public void send(MailMessage message) {
                throw new IllegalStateException(
                        "no mail is sent here, and nobody should ask for it");
            }

            @Override
            public boolean delivers() {
                return false;
            }
        };
    }
}
