package run.wasmcloud.model.wire;

import run.wasmcloud.model.RunLimits;

/** The bounds of a deployment's runs that a user chooses among. */
public record LimitsItem(int memoryPages, long fuel, long wallMillis) {
    /** Returns the form of limits that callers see. */
    public static LimitsItem of(RunLimits limits) {
        return new LimitsItem(limits.memoryPages(), limits.fuel(), limits.wallTime().toMillis());
    }
}
