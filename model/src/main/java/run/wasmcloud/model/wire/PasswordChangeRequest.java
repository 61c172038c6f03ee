package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT /v1/whoami/password}.
 *
 * @param currentPassword null only when the account has none yet
 */
public record PasswordChangeRequest(@Nullable String currentPassword, String newPassword) {
    /** Hides the passwords: this text may reach a log. */
    @Override
    public String toString() {
        return "PasswordChangeRequest";
    }
}
