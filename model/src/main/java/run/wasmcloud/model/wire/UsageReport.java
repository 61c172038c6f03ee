package run.wasmcloud.model.wire;

import java.time.Instant;
import java.util.List;

/**
 * What a user's functions used in a time, next to what the plan allows.
 *
 * @param since inclusive, the beginning of an hour
 * @param until exclusive
 * @param items by time or by name
 */
public record UsageReport(
        Instant since, Instant until, List<UsageItem> items, UsageItem total, QuotaItem quota) {
    public UsageReport {
        items = List.copyOf(items);
    }
}
