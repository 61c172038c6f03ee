package run.wasmcloud.model.wire;

/** What {@code GET /v1/invocations/{id}} tells: of a run, or of what is invoked asynchronously. */
public sealed interface FoundInvocation permits InvocationItem, QueuedInvocationItem {}
