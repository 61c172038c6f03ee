package run.wasmcloud.store;

import run.wasmcloud.model.SuspensionReason;
import run.wasmcloud.model.UserState;

import java.util.Optional;

/**
 * Whether a function may be run at all.
 *
 * @param owner when it is {@code LOCKED}, it may not
 * @param suspension why it may not; empty when it is not suspended
 */
public record Standing(UserState owner, Optional<SuspensionReason> suspension) {}
