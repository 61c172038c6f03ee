package run.wasmcloud.store;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.PlanLimits;

import java.time.Instant;

/**
 * A plan as it holds at the moment.
 *
 * @param version counts the changes, from 1
 */
public record StoredPlan(Plan name, PlanLimits limits, int version, Instant updatedAt) {}
