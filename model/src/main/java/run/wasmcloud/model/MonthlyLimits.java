package run.wasmcloud.model;

/**
 * How much all functions of a user may do in a calendar month, UTC.
 *
 * @param invocations how many runs; {@link Long#MAX_VALUE} for no bound
 * @param fuel how much fuel; {@link Long#MAX_VALUE} for no bound
 */
public record MonthlyLimits(long invocations, long fuel) {}
