package run.wasmcloud.panel.admin;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.PasswordResetCreated;
import run.wasmcloud.model.wire.UserItem;
import run.wasmcloud.panel.web.Form;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * One account, to be changed.
 *
 * @param reset the link to a new password that was made just now; null for none
 */
public record UserPage(UserItem user, Form form, @Nullable PasswordResetCreated reset) {
    /** Returns the path of an account's page. */
    public static String address(String email) {
        return "/admin/users/" + URLEncoder.encode(email, StandardCharsets.UTF_8);
    }
}
