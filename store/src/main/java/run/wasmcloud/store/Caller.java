package run.wasmcloud.store;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.PlanLimits;
import run.wasmcloud.model.TokenId;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;

import java.util.Optional;

/**
 * Who is asking, checked: the token is valid and live, the user is active.
 *
 * @param function the only one that the token is for; empty when it is for all of the user's
 * @param limits what the user's plan allows at the moment
 */
public record Caller(
        User user,
        TokenId token,
        TokenScope scope,
        Optional<FunctionName> function,
        PlanLimits limits) {}
