package run.wasmcloud.model.wire;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserState;

import java.time.Instant;
import java.util.UUID;

/**
 * A user.
 *
 * @param emailVerified whether the user has shown to get mail at the address
 */
public record UserItem(
        UUID id,
        String email,
        boolean emailVerified,
        Role role,
        UserState state,
        Plan plan,
        Instant createdAt) {
    /** Returns the form of a user that callers see. */
    public static UserItem of(User user) {
        return new UserItem(
                user.id().value(),
                user.email(),
                user.emailVerified(),
                user.role(),
                user.state(),
                user.plan(),
                user.createdAt());
    }
}
