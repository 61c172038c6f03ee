package run.wasmcloud.api.mail;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.EmailAddress;

/**
 * How mail is sent.
 *
 * @param host the server that takes it
 * @param port usually 587, with TLS from the first byte 465
 * @param security how the connection is kept private
 * @param user null when the server asks for none
 * @param password null when the server asks for none
 * @param from whom the mail is from
 */
public record SmtpSettings(
        String host,
        int port,
        Security security,
        @Nullable String user,
        @Nullable String password,
        EmailAddress from) {
    private static final int LAST_PORT = 65_535;

    /** How a connection is kept private. */
    public enum Security {
        /** Not at all: for a server on this machine. */
        NONE,
        /** With TLS after STARTTLS; a server that cannot is refused. RFC 3207. */
        STARTTLS,
        /** With TLS from the first byte. RFC 8314. */
        TLS
    }

    public SmtpSettings {
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("port %d (expected: 1 to 65535)".formatted(port));
        }
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException(
                    "one of user and password (expected: both or neither)");
        }
    }

    /** Hides the password: this text may reach a log. */
    @Override
    public String toString() {
        return "SmtpSettings[%s:%d, %s, user=%s, from=%s]"
                .formatted(host, port, security, user, from);
    }
}
