package run.wasmcloud.model.wire;

/** The body of {@code POST /v1/sessions}. */
public record SessionRequest(String email, String password) {
    /** Hides the password: this text may reach a log. */
    @Override
    public String toString() {
        return "SessionRequest[email=" + email + "]";
    }
}
