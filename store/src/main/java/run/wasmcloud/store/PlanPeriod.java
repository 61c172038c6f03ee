package run.wasmcloud.store;

import run.wasmcloud.model.Money;
import run.wasmcloud.model.Plan;

import java.time.Instant;
import java.util.Optional;

/**
 * A time in which a user was on a plan at a price.
 *
 * @param since inclusive
 * @param until exclusive
 * @param price of a whole month; empty when the operator had set none
 */
public record PlanPeriod(Plan plan, Instant since, Instant until, Optional<Money> price) {}
