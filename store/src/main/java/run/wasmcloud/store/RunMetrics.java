package run.wasmcloud.store;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.FunctionId;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How functions did, computed from the receipts that are kept. Thread-safe. */
public final class RunMetrics {
    /** An invocation's id is made before its run begins, but never long before. */
    private static final Duration LONGEST_ADMISSION = Duration.ofMinutes(1);

    private final Jdbi jdbi;

    RunMetrics(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The runs that began in one step.
     *
     * @param outcomes those that occurred, by {@code Outcome.kind()}
     * @param wall the quantiles that were asked for
     */
    public record Step(
            Instant from,
            long runs,
            Map<String, Long> outcomes,
            List<Duration> wall,
            long fuel,
            long peakMemoryBytes,
            long averageMemoryBytes) {
        public Step {
            outcomes = Map.copyOf(outcomes);
            wall = List.copyOf(wall);
        }
    }

    /**
     * Returns the steps of a time in which there were runs.
     *
     * @param until exclusive, after {@code since}
     * @param quantiles each between 0 and 1
     */
    public List<Step> list(
            FunctionId function,
            Instant since,
            Instant until,
            Duration step,
            List<Double> quantiles) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        WITH runs AS (
                                            SELECT date_bin(make_interval(secs => :step), started_at, :since) AS step,
                                                   outcome, wall_nanos, fuel, peak_memory_bytes
                                            FROM invocations
                                            WHERE function_id = :function AND id >= :first AND id < :last
                                              AND started_at >= :since AND started_at < :until),
                                        outcomes AS (
                                            SELECT step, jsonb_object_agg(outcome, runs) AS outcomes
                                            FROM (SELECT step, outcome, count(*) AS runs FROM runs GROUP BY 1, 2)
                                            AS counts GROUP BY 1)
                                        SELECT step, count(*) AS runs, outcomes,
                                               percentile_disc(:quantiles) WITHIN GROUP (ORDER BY wall_nanos) AS wall,
                                               sum(fuel) AS fuel, max(peak_memory_bytes) AS peak,
                                               round(avg(peak_memory_bytes)) AS average
                                        FROM runs JOIN outcomes USING (step)
                                        GROUP BY step, outcomes ORDER BY step
                                        """)
                                .bind("function", function.value())
                                .bind("since", since)
                                .bind("until", until)
                                .bind("first", Cursors.floor(since.minus(LONGEST_ADMISSION)))
                                .bind("last", Cursors.floor(until.plusMillis(1)))
                                .bind("step", (double) step.toSeconds())
                                .bindArray("quantiles", Double.class, quantiles)
                                .map(RunMetrics::step)
                                .list());
    }

    private static Step step(ResultSet row, StatementContext context) throws SQLException {
        return new Step(
                Rows.instant(row, "step"),
                row.getLong("runs"),
                new LinkedHashMap<>(Rows.counts(row, "outcomes")),
                durations(row.getArray("wall")),
                Rows.bounded(row, "fuel"),
                row.getLong("peak"),
                Rows.bounded(row, "average"));
    }

    private static List<Duration> durations(Array nanos) throws SQLException {
        return List.of((Long[]) nanos.getArray()).stream().map(Duration::ofNanos).toList();
    }
}
