package run.wasmcloud.model;

import java.time.Instant;

/**
 * An account.
 *
 * @param email the address that the user signs in with, lower case
 */
public record User(
        UserId id, String email, Role role, UserState state, Plan plan, Instant createdAt) {}
