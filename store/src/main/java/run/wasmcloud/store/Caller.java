package run.wasmcloud.store;

import run.wasmcloud.model.TokenId;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;

/** Who is asking, checked: the token is valid and live, the user is active. */
public record Caller(User user, TokenId token, TokenScope scope) {}
