package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

/**
 * What became of a billing event.
 *
 * @param applied false for one that came late: a newer one of the same user was there before
 * @param repeated whether the event had come before, and so was not looked at again
 * @param price of the plan for a calendar month, at the moment; null where the operator has set
 *     none
 */
public record BillingReceipt(
        String id, boolean applied, boolean repeated, @Nullable MoneyItem price) {}
