package run.wasmcloud.store;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.Invocation;

/** An invocation with the name that people know its function by. */
public record StoredInvocation(Invocation invocation, FunctionName function) {}
