package run.wasmcloud.model.wire;

/** The body of {@code POST /v1/password-resets}. */
public record PasswordResetRequest(String email) {}
