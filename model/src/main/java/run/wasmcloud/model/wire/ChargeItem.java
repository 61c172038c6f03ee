package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.Plan;

import java.time.Instant;

/**
 * A time of a month in which a user was on a plan at a price.
 *
 * @param since inclusive
 * @param until exclusive; the month's end when nothing has ended it
 * @param price of a whole month; null when the operator had set none
 * @param due the price's share for this time; null when there is no price
 */
public record ChargeItem(
        Plan plan,
        Instant since,
        Instant until,
        @Nullable MoneyItem price,
        @Nullable MoneyItem due) {}
