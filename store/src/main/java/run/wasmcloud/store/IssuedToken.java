package run.wasmcloud.store;

/**
 * A new token.
 *
 * @param jwt to be shown this once; it is stored nowhere
 */
public record IssuedToken(Token token, String jwt) {
    /** Hides the JWT: this text may reach a log. */
    @Override
    public String toString() {
        return "IssuedToken[" + token.id() + "]";
    }
}
