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
 * @param charges the plans and prices of the month, the earliest first
 * @param due what all of them come to, each currency by itself; until the month is over, what it
 *     will be when nothing changes
 */
public record Statement(
        String month,
        Instant since,
        Instant until,
        Plan plan,
        boolean complete,
        List<UsageItem> functions,
        UsageItem total,
        List<ChargeItem> charges,
        List<MoneyItem> due) {
    public Statement {
        functions = List.copyOf(functions);
        charges = List.copyOf(charges);
        due = List.copyOf(due);
    }
}
