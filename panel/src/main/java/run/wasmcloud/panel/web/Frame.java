package run.wasmcloud.panel.web;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.Role;

/**
 * What every page has around its own data.
 *
 * @param email whose pages these are; null for a visitor
 * @param role null for a visitor
 * @param csrf what every form has to send, see the template {@code ui/csrf}
 * @param path the page's own
 * @param notice what happened just now; empty for nothing
 */
public record Frame(
        Assets assets,
        @Nullable String email,
        @Nullable Role role,
        String csrf,
        String path,
        String notice) {
    /** Tells whether somebody is signed in. */
    public boolean signedIn() {
        return email != null;
    }

    /** Tells whether the menu has an administrator's pages. */
    public boolean admin() {
        return role == Role.ADMIN;
    }

    /** Returns {@code page} for the menu's item that leads here or above, null for others. */
    public @Nullable String current(String item) {
        return path.equals(item) || path.startsWith(item + "/") ? "page" : null;
    }
}
