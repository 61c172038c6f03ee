package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.Plan;

import java.time.Instant;

/**
 * What a user's plan allows, and how much of it is used.
 *
 * @param invocationsAMonth in the present calendar month, UTC
 * @param fuelAMonth in the present calendar month, UTC
 * @param functions at the moment
 * @param resetAt when the month's figures begin again at 0
 */
public record QuotaItem(
        Plan plan, Used invocationsAMonth, Used fuelAMonth, Used functions, Instant resetAt) {
    /**
     * One figure of the plan.
     *
     * @param used may be a little more than the most: executors learn of each other's runs within
     *     seconds
     * @param most null for no bound
     */
    public record Used(long used, @Nullable Long most) {}
}
