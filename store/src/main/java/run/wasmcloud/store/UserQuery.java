package run.wasmcloud.store;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.UserState;

import java.util.Optional;

/**
 * Which users to return; a part that is empty leaves out none.
 *
 * @param search a part of the address, in any case
 * @param after the last part's {@code next}; empty for the first part
 * @param limit the most users, at least 1
 */
public record UserQuery(
        Optional<String> search,
        Optional<UserState> state,
        Optional<Plan> plan,
        Optional<Role> role,
        Optional<String> after,
        int limit) {}
