package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT /v1/verifications/{token}} and of {@code DELETE /v1/whoami}.
 *
 * @param password that of the account or of the sign-up; null where none is needed
 */
public record ConfirmationRequest(@Nullable String password) {
    /** Hides the password: this text may reach a log. */
    @Override
    public String toString() {
        return "ConfirmationRequest";
    }
}
