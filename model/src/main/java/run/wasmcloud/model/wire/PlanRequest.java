package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The body of {@code PUT /v1/plans/{name}}.
 *
 * @param limits every figure; null for no bound
 * @param price of a calendar month; null to leave it as it is
 */
public record PlanRequest(Map<String, @Nullable Long> limits, @Nullable MoneyItem price) {
    // Written out: a compact constructor's class file would lose that values may be null.
    public PlanRequest(Map<String, @Nullable Long> limits, @Nullable MoneyItem price) {
        this.limits =
                limits == null ? limits : Collections.unmodifiableMap(new LinkedHashMap<>(limits));
        this.price = price;
    }
}
