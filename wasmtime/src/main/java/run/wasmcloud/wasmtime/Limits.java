package run.wasmcloud.wasmtime;

import java.util.OptionalLong;

/**
 * The bounds that a module declares for a memory (in pages) or a table (in elements).
 *
 * @param minimum what it begins with
 * @param maximum what it can grow to; empty when only the engine's limits hold
 */
public record Limits(long minimum, OptionalLong maximum) {}
