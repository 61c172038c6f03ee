package run.wasmcloud.panel.admin;

import run.wasmcloud.model.wire.UserItem;
import run.wasmcloud.panel.web.Form;

import java.util.List;

/**
 * The accounts of the installation.
 *
 * @param search holds {@code search}, a part of an address
 * @param more whether there are more than are shown
 */
public record UsersPage(List<UserItem> users, Form search, boolean more) {
    public UsersPage {
        users = List.copyOf(users);
    }
}
