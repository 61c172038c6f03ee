package run.wasmcloud.model.wire;

import run.wasmcloud.model.Plan;

import java.time.Instant;
import java.util.UUID;

/**
 * What the operator's billing tells.
 *
 * @param type {@code plan-changed}
 * @param user whose plan
 * @param plan the plan from now on
 * @param occurredAt events may come out of order: one that is older than the last is noted only
 */
public record BillingEvent(String type, UUID user, Plan plan, Instant occurredAt) {}
