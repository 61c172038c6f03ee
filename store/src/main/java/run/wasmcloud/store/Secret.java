package run.wasmcloud.store;

import run.wasmcloud.model.VariableName;

import java.time.Instant;

/**
 * A secret of a function, without its value.
 *
 * @param createdAt when it was set for the first time
 * @param setAt when its value was set
 */
public record Secret(VariableName name, Instant createdAt, Instant setAt) {}
