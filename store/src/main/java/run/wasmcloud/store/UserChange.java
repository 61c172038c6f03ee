package run.wasmcloud.store;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.UserState;

import java.util.Optional;

/**
 * What an admin changes of an account; a part that is empty stays as it is.
 *
 * @param reason why, for the audit trail; empty when nothing is said
 */
public record UserChange(
        Optional<UserState> state, Optional<Plan> plan, Optional<Role> role, String reason) {}
