package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.UserId;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** What functions used: the sums of their receipts, which outlive them. Thread-safe. */
public final class Usage {
    private static final int MOST_ROWS = 10_000;

    private final Jdbi jdbi;

    /** What each sum is of. */
    public enum By {
        HOUR("hour", "CAST(NULL AS text)"),
        DAY("date_trunc('day', hour, 'UTC')", "CAST(NULL AS text)"),
        FUNCTION("CAST(NULL AS timestamptz)", "functions.name"),
        NOTHING("CAST(NULL AS timestamptz)", "CAST(NULL AS text)");

        private final String period;
        private final String name;

        By(String period, String name) {
            this.period = period;
            this.name = name;
        }
    }

    Usage(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Returns sums of what a user's functions used, by time or by name; only those that are not 0.
     *
     * @param since inclusive, the beginning of an hour
     * @param until exclusive
     */
    public List<UsageSum> list(UserId owner, By by, Instant since, Instant until) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT <period> AS period, <name> AS name,
                                            <sums>,
                                            sum(fuel) AS fuel, sum(cpu_nanos) AS cpu_nanos,
                                            sum(wall_nanos) AS wall_nanos,
                                            sum(memory_byte_seconds) AS memory_byte_seconds,
                                            sum(bytes_in) AS bytes_in, sum(bytes_out) AS bytes_out,
                                            sum(outbound_requests) AS outbound_requests
                                        FROM usage_by_hour LEFT JOIN functions ON functions.id = function_id
                                        WHERE usage_by_hour.owner_id = :owner
                                          AND hour >= :since AND hour < :until
                                        GROUP BY 1, 2 HAVING sum(invocations) > 0
                                        ORDER BY 1, 2 LIMIT :most
                                        """)
                                .define("period", by.period)
                                .define("name", by.name)
                                .define(
                                        "sums",
                                        "sum(invocations) AS invocations, " + OutcomeCounts.sums())
                                .bind("owner", owner.value())
                                .bind("since", since)
                                .bind("until", until)
                                .bind("most", MOST_ROWS)
                                .map(Usage::sum)
                                .list());
    }

    /** Returns the sum of everything that a user's functions used in a time. */
    public UsageSum total(UserId owner, Instant since, Instant until) {
        var sums = list(owner, By.NOTHING, since, until);
        return sums.isEmpty() ? nothing() : sums.getFirst();
    }

    private static UsageSum nothing() {
        return new UsageSum(
                Optional.empty(),
                Optional.empty(),
                0,
                OutcomeCounts.none(),
                0,
                Duration.ZERO,
                Duration.ZERO,
                0,
                0,
                0,
                0);
    }

    /** Returns what a user's functions used in a month, UTC. */
    public MonthUse month(UserId owner, YearMonth month) {
        return jdbi.withHandle(handle -> months(handle, List.of(owner), month))
                .getOrDefault(owner, MonthUse.NONE);
    }

    /**
     * What users used in a month.
     *
     * @param taken the number of the executor's last record that is in it
     */
    public record Months(Map<UserId, MonthUse> users, long taken) {
        public Months {
            users = Map.copyOf(users);
        }
    }

    /**
     * Returns what users used in a month, and how much of what an executor shipped is in it; both
     * of the same moment.
     */
    public Months months(Collection<UserId> users, YearMonth month, ExecutorId executor) {
        return jdbi.inTransaction(
                org.jdbi.v3.core.transaction.TransactionIsolationLevel.REPEATABLE_READ,
                handle ->
                        new Months(
                                months(handle, users, month), Shipments.taken(handle, executor)));
    }

    private static Map<UserId, MonthUse> months(
            Handle handle, Collection<UserId> users, YearMonth month) {
        return handle.createQuery(
                        """
                        SELECT owner_id, invocations, fuel FROM usage_by_month
                        WHERE owner_id = ANY(:users) AND month = :month
                        """)
                .bindArray("users", UUID.class, users.stream().map(UserId::value).toList())
                .bind("month", month.atDay(1))
                .map(
                        (row, _) ->
                                Map.entry(
                                        new UserId(Rows.uuid(row, "owner_id")),
                                        new MonthUse(
                                                row.getLong("invocations"),
                                                Rows.bounded(row, "fuel"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns when a month begins, UTC. */
    public static Instant beginning(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static UsageSum sum(ResultSet row, StatementContext context) throws SQLException {
        return new UsageSum(
                Optional.ofNullable(row.getObject("period", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("name")).map(FunctionName::new),
                row.getLong("invocations"),
                OutcomeCounts.read(row),
                Rows.bounded(row, "fuel"),
                Duration.ofNanos(Rows.bounded(row, "cpu_nanos")),
                Duration.ofNanos(Rows.bounded(row, "wall_nanos")),
                Rows.bounded(row, "memory_byte_seconds"),
                Rows.bounded(row, "bytes_in"),
                Rows.bounded(row, "bytes_out"),
                Rows.bounded(row, "outbound_requests"));
    }
}
