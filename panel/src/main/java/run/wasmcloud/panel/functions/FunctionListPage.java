package run.wasmcloud.panel.functions;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.wire.FunctionItem;
import run.wasmcloud.panel.chart.Sparkline;
import run.wasmcloud.panel.web.Tone;

import java.time.Instant;
import java.util.List;

/**
 * The user's functions.
 *
 * @param more whether there are more than are shown
 */
public record FunctionListPage(List<Row> rows, boolean more) {
    public FunctionListPage {
        rows = List.copyOf(rows);
    }

    /**
     * One of them.
     *
     * @param version of the active deployment; null when there is none
     * @param lastHour its requests and failures
     */
    public record Row(
            String name,
            String description,
            String url,
            @Nullable Integer version,
            String state,
            Tone tone,
            Sparkline lastHour,
            Instant updatedAt) {
        static Row of(FunctionItem item, Sparkline lastHour) {
            var suspended = item.suspension() != null;
            var live = item.activeDeployment() != null;
            return new Row(
                    item.name(),
                    item.description(),
                    item.url(),
                    item.activeDeployment(),
                    suspended ? "suspended" : live ? "live" : "no version yet",
                    suspended ? Tone.BAD : live ? Tone.GOOD : Tone.NEUTRAL,
                    lastHour,
                    item.updatedAt());
        }
    }
}
