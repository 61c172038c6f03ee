package run.wasmcloud.api;

/** Who may make an account. */
public enum SignUpMode {
    /** Anybody. */
    OPEN,
    /** Whom an administrator invites. */
    INVITATION,
    /** Nobody. */
    CLOSED
}
