package run.wasmcloud.client;

import run.wasmcloud.model.wire.UserItem;
import run.wasmcloud.model.wire.UserPatch;

import java.util.UUID;

/** All accounts; for admins. Every method throws {@link ClientException}. */
public final class Users {
    private final Transport transport;

    Users(Transport transport) {
        this.transport = transport;
    }

    /**
     * Lists accounts, the newest first.
     *
     * @param search a part of the address, in any case; empty for all
     */
    public Listing<UserItem> list(String search) {
        var route = Route.of("users").with("search", search.isEmpty() ? null : search);
        return new Listing<>(
                cursor -> transport.page(route.with("cursor", cursor), UserItem.class));
    }

    /** Locks or unlocks an account, or changes its plan or role, from the next request on. */
    public UserItem change(UUID id, UserPatch patch) {
        return transport.patch(Route.of("users", id.toString()), patch, UserItem.class);
    }
}
