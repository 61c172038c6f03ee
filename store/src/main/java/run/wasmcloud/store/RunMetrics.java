package run.wasmcloud.store;

import org.jdbi.v3.core.Jdbi;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.UserId;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How runs went, step by step: from the sums of their receipts by minute and by hour, so that what
 * is read is bounded by the time that is asked for. Thread-safe.
 */
public final class RunMetrics {
    /** Sums by the minute go back so far, those by the hour {@link #KEPT}. */
    public static final Duration MINUTES_KEPT = Duration.ofDays(2);

    /** Sums are kept so long. */
    public static final Duration KEPT = Duration.ofDays(32);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Jdbi jdbi;
    private final Clock clock;

    RunMetrics(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * The runs that began in one step.
     *
     * @param outcomes how many ended in each way, by {@code Outcome.kind()}: all of them
     * @param wall the quantiles that were asked for: at most 9.1 % too long, never too short
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
     * The runs of a function that began in one minute.
     *
     * @param failures those that neither completed nor were cancelled by who called
     */
    public record Minute(FunctionName function, Instant from, long runs, long failures) {}

    /**
     * Returns the steps of a time in which runs of a function began.
     *
     * @param since a whole multiple of the step since the epoch
     * @param until exclusive
     * @param step whole minutes; whole hours for what is older than {@link #MINUTES_KEPT}
     * @param quantiles each between 0 and 1
     */
    public List<Step> ofFunction(
            FunctionId function,
            Instant since,
            Instant until,
            Duration step,
            List<Double> quantiles) {
        return list("function", Optional.of(function.value()), since, until, step, quantiles);
    }

    /**
     * Returns the steps of a time in which runs on an executor, or on all of them, began; the
     * parameters are those of {@link #ofFunction}.
     *
     * @param executor empty for all of them
     */
    public List<Step> ofPlatform(
            Optional<ExecutorId> executor,
            Instant since,
            Instant until,
            Duration step,
            List<Double> quantiles) {
        return list("executor", executor.map(ExecutorId::value), since, until, step, quantiles);
    }

    private List<Step> list(
            String kind,
            Optional<UUID> subject,
            Instant since,
            Instant until,
            Duration step,
            List<Double> quantiles) {
        var sums = new LinkedHashMap<Instant, RunSums>();
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT date_bin(make_interval(secs => :step), begins, 'epoch') AS step, run_steps.*
                                        FROM run_steps
                                        WHERE kind = :kind AND step_seconds = :resolution
                                          AND (:all OR subject_id = :subject)
                                          AND begins >= :since AND begins < :until
                                        ORDER BY begins
                                        """)
                                .bind("kind", kind)
                                .bind("all", subject.isEmpty())
                                .bind("subject", subject.orElse(Cursors.FIRST))
                                .bind("since", since)
                                .bind("until", until)
                                .bind("step", (double) step.toSeconds())
                                .bind("resolution", resolution(step).toSeconds())
                                .map(
                                        (row, _) ->
                                                sums.computeIfAbsent(
                                                                Rows.instant(row, "step"),
                                                                _ -> new RunSums())
                                                        .add(row))
                                .forEach(_ -> {}));
        return sums.entrySet().stream()
                .map(entry -> entry.getValue().step(entry.getKey(), quantiles))
                .toList();
    }

    private static Duration resolution(Duration step) {
        return step.toSeconds() % HOUR.toSeconds() == 0 ? HOUR : MINUTE;
    }

    /**
     * Returns the minutes of a time in which runs of a user's functions began, by name and time;
     * those of deleted functions are not among them.
     *
     * @param since the beginning of a minute, not older than {@link #MINUTES_KEPT}
     * @param until exclusive
     */
    public List<Minute> minutes(UserId owner, Instant since, Instant until) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT name, begins, invocations, invocations - completed - cancelled AS failures
                                        FROM functions
                                        JOIN run_steps ON kind = 'function' AND step_seconds = 60
                                          AND subject_id = functions.id
                                        WHERE owner_id = :owner AND deleted_at IS NULL
                                          AND begins >= :since AND begins < :until
                                        ORDER BY name, begins
                                        """)
                                .bind("owner", owner.value())
                                .bind("since", since)
                                .bind("until", until)
                                .map(
                                        (row, _) ->
                                                new Minute(
                                                        new FunctionName(row.getString("name")),
                                                        Rows.instant(row, "begins"),
                                                        row.getLong("invocations"),
                                                        row.getLong("failures")))
                                .list());
    }

    /** Removes the sums that are kept no longer. */
    void purge() {
        purge(MINUTE, MINUTES_KEPT.plus(HOUR));
        purge(HOUR, KEPT);
    }

    private void purge(Duration resolution, Duration kept) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        DELETE FROM run_steps
                                        WHERE step_seconds = :resolution AND begins < :before
                                        """)
                                .bind("resolution", resolution.toSeconds())
                                .bind("before", clock.instant().minus(kept))
                                .execute());
    }
}
