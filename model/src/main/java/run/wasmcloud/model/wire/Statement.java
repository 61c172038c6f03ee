package run.wasmcloud.model.wire;

import run.wasmcloud.model.Plan;

import java.time.Instant;
import java.util.List;

/**
 * A month's account.
 *
 * @param month for example {@code 2026-01}
 * @param plan the user's plan at the moment
 * @param complete whether the month is over: what is not may grow
 * @param functions by name
 */
public record Statement(
        String month,
        Instant since,
        Instant until,
        Plan plan,
        boolean complete,
        List<UsageItem> functions,
        UsageItem total) {
    public Statement {
        functions = List.copyOf(functions);
    }
}
