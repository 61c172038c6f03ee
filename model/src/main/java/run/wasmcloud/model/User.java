package run.wasmcloud.model;

import java.time.Instant;

/**
 * An account.
 *
 * @param email the address that the user signs in with, lower case
 * @param emailVerified whether the user has shown to get mail there
 */
public record User(
        UserId id,
        String email,
        boolean emailVerified,
        Role role,
        UserState state,
        Plan plan,
        Instant createdAt) {}
