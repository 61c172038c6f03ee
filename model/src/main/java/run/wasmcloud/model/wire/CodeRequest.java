package run.wasmcloud.model.wire;

/**
 * The body of {@code POST /v1/auth/sessions}.
 *
 * @param code what the browser brought back
 * @param verifier what the challenge at the begin was the hash of
 */
public record CodeRequest(String code, String verifier) {
    /** Hides both: this text may reach a log. */
    @Override
    public String toString() {
        return "CodeRequest";
    }
}
