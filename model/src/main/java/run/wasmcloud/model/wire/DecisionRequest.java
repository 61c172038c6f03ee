package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

/**
 * The body of the routes that decide an application.
 *
 * @param note for the applicant; null for none
 */
public record DecisionRequest(@Nullable String note) {}
