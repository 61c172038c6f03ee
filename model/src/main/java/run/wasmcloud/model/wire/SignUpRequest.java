package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/users}.
 *
 * @param invitation the invitation's token; null without one
 */
public record SignUpRequest(String email, String password, @Nullable String invitation) {
    /** Hides the password and the token: this text may reach a log. */
    @Override
    public String toString() {
        return "SignUpRequest[email=" + email + "]";
    }
}
