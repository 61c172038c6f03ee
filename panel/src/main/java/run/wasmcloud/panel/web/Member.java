package run.wasmcloud.panel.web;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.Role;

/**
 * Whoever is signed in.
 *
 * @param client asks the API as this user
 * @param role what the menu goes by; what may be done, the API decides
 */
public record Member(WasmcloudClient client, String email, Role role) {
    /** Tells whether the menu has an administrator's pages. */
    public boolean isAdmin() {
        return role == Role.ADMIN;
    }
}
