package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

/**
 * One sign-in that the user's file remembers.
 *
 * @param api the API's address
 * @param token the JWT
 * @param email whose it is, null when unknown
 */
public record Profile(String api, String token, @Nullable String email) {
    /** Hides the token: this text may reach a log. */
    @Override
    public String toString() {
        return "Profile[api=" + api + ", email=" + email + "]";
    }
}
