package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.UserState;

/**
 * The body of {@code PATCH /v1/users/{id}}: what is null stays as it is.
 *
 * @param reason why; must be given to lock an account
 */
public record UserPatch(
        @Nullable UserState state,
        @Nullable Plan plan,
        @Nullable Role role,
        @Nullable String reason) {}
