package run.wasmcloud.store;

import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.UserId;

/** What executors keep in memory and must read again. */
public sealed interface Change {
    /** A function was made, deployed to, deleted or otherwise changed. */
    record FunctionChanged(FunctionId function, FunctionName name) implements Change {}

    /** A user's state or plan changed. */
    record UserChanged(UserId user) implements Change {}

    /** Changes went by unheard: anything may be different. */
    record EverythingChanged() implements Change {}
}
