package run.wasmcloud.store;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.InvocationId;

/**
 * An attempt at an asynchronous invocation that begins now.
 *
 * @param item the asynchronous invocation
 * @param number counted from 1
 */
public record QueueAttempt(
        InvocationId item, FunctionName function, QueueRequest request, int number) {}
