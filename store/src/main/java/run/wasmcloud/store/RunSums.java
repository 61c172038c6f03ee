package run.wasmcloud.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows of {@code run_steps}, added up. */
final class RunSums {
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Map<String, Long> outcomes = new TreeMap<>();
    private final WallTimes wall = new WallTimes();
    private long runs;
    private BigDecimal fuel = BigDecimal.ZERO;
    private BigDecimal memoryBytes = BigDecimal.ZERO;
    private long peakMemoryBytes;

    /** Adds the row where the result is, and returns this. */
    RunSums add(ResultSet row) throws SQLException {
        runs += row.getLong("invocations");
        OutcomeCounts.read(row).forEach((kind, count) -> outcomes.merge(kind, count, Long::sum));
        fuel = fuel.add(row.getBigDecimal("fuel"));
        memoryBytes = memoryBytes.add(row.getBigDecimal("memory_bytes"));
        peakMemoryBytes = Math.max(peakMemoryBytes, row.getLong("peak_memory_bytes"));
        wall.add(
                Rows.counts(row, "wall_counts"),
                row.getLong("least_wall_nanos"),
                row.getLong("most_wall_nanos"));
        return this;
    }

    RunMetrics.Step step(Instant from, List<Double> quantiles) {
        return new RunMetrics.Step(
                from,
                runs,
                outcomes,
                quantiles.stream().map(wall::quantile).toList(),
                fuel.min(MOST).longValue(),
                peakMemoryBytes,
                memoryBytes.divideToIntegralValue(BigDecimal.valueOf(runs)).longValue());
    }
}
