package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.Money;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.PlanLimits;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A plan and its figures.
 *
 * @param limits by the names of {@link PlanFigure}; null where there is no bound
 * @param price of a calendar month; null where the operator has set none
 * @param updatedAt when something of it was changed last
 */
public record PlanItem(
        Plan name,
        Map<String, @Nullable Long> limits,
        @Nullable MoneyItem price,
        Instant updatedAt) {
    public PlanItem {
        limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
    }

    /** Returns the form of a plan that callers see. */
    public static PlanItem of(
            Plan name, PlanLimits limits, Optional<Money> price, Instant updatedAt) {
        var figures = new LinkedHashMap<String, @Nullable Long>();
        for (var figure : PlanFigure.values()) {
            var value = limits.figure(figure);
            figures.put(figure.word(), value == PlanFigure.UNBOUNDED ? null : (Long) value);
        }
        return new PlanItem(name, figures, price.map(MoneyItem::of).orElse(null), updatedAt);
    }
}
