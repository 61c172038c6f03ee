package run.wasmcloud.store;

import run.wasmcloud.model.Money;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.PlanLimits;

import java.time.Instant;
import java.util.Optional;

/**
 * A plan as it holds at the moment.
 *
 * @param price of a calendar month; empty where the operator has set none
 * @param version counts the changes, from 1
 */
public record StoredPlan(
        Plan name, PlanLimits limits, Optional<Money> price, int version, Instant updatedAt) {}
