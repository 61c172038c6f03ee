package run.wasmcloud.store;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.Invocation;

/**
 * An invocation with the names that people know its function and deployment by.
 *
 * @param deploymentNumber 0 when the deployment was unknown when the receipt came
 */
public record StoredInvocation(
        Invocation invocation, FunctionName function, int deploymentNumber) {}
