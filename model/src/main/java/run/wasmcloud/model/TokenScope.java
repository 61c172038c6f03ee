package run.wasmcloud.model;

/** What a token allows its bearer; each scope includes those before it. */
public enum TokenScope {
    /** To call the user's private functions, and nothing of the API. */
    INVOKE,
    READ,
    DEPLOY,
    ADMIN;

    /** Tells whether this scope allows what another one allows. */
    public boolean includes(TokenScope other) {
        return compareTo(other) >= 0;
    }
}
