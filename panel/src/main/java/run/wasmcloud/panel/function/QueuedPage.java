package run.wasmcloud.panel.function;

import run.wasmcloud.model.wire.QueuedInvocationItem;

/** An asynchronous invocation: how it stands in the queue. */
public record QueuedPage(FunctionHead head, QueuedInvocationItem item) {}
