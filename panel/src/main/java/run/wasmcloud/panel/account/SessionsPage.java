package run.wasmcloud.panel.account;

import run.wasmcloud.model.wire.TokenItem;

import java.util.List;

/** Where a user is signed in. */
public record SessionsPage(List<TokenItem> sessions) {
    public SessionsPage {
        sessions = List.copyOf(sessions);
    }
}
