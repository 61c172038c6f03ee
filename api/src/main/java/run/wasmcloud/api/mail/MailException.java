package run.wasmcloud.api.mail;

/** A mail was not taken by the server. */
public final class MailException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    MailException(String message, boolean lasting, Throwable cause) {
        super(message, cause);
        this.lasting = lasting;
    }

    /** Tells whether it is of no use to try again. */
    boolean isLasting() {
        return lasting;
    }
}
