package run.wasmcloud.model.wire;

/** The body of {@code PUT /v1/password-resets/{token}}. */
public record NewPasswordRequest(String password) {
    /** Hides the password: this text may reach a log. */
    @Override
    public String toString() {
        return "NewPasswordRequest";
    }
}
