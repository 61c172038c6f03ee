package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

/**
 * Which invocations to list.
 *
 * @param outcome the outcome's kind, for example {@code trapped}; null for all
 * @param limit how many to fetch at once, 1 or more
 */
public record InvocationFilter(@Nullable String outcome, int limit) {
    Route on(Route route) {
        return route.with("outcome", outcome).with("limit", limit);
    }
}
